/**
 * What generated models call, kernels aside: parameters and their files, optimizers, workspaces, random numbers, and what
 * a model tells about itself. Everything here runs on Android 8 and newer, without reflection.
 */
package io.lamina.runtime;
