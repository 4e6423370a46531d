/** What generated models call: parameters, safetensors files, optimizers, workspaces. */
module io.lamina.runtime {
    exports io.lamina.runtime;
}
