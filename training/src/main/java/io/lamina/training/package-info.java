/**
 * From files to a trained model: {@link io.lamina.training.CsvReader} and {@link io.lamina.training.Idx} read data into a
 * {@link io.lamina.training.Dataset}, {@link io.lamina.training.Trainer} fits and evaluates, {@link
 * io.lamina.training.Predictor} predicts.
 */
package io.lamina.training;
