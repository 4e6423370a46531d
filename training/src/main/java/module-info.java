/** Drives generated training and inference classes: data, fit, evaluate, predict, progress. */
module io.lamina.training {
    requires transitive io.lamina.runtime;
    requires de.siegmar.fastcsv;
    requires me.tongfei.progressbar;

    exports io.lamina.training;
}
