package dev.cilab.sandbox.cilium.dbg;

/**
 * What a command answers.
 *
 * @param error whether the text belongs on standard error
 */
record Reply(int exit, boolean error, String text) {

    static Reply ok(String text) {
        return new Reply(0, false, text);
    }

    /** As the agent's program ends on bad arguments or failures. */
    static Reply failed(String text) {
        return new Reply(1, true, text.endsWith("\n") ? text : text + "\n");
    }
}
