package dev.cilab.sandbox.cilium.dbg;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A command line, taken apart as cobra does.
 *
 * @param words   what is no flag
 * @param flags   flags without a value that were given
 * @param json    {@code -o json}
 * @param problem what is wrong with it; empty = nothing
 */
record Arguments(List<String> words, Set<String> flags, boolean json, String problem) {

    static Arguments of(List<String> given, Set<String> known) {
        List<String> words = new ArrayList<>();
        Set<String> flags = new HashSet<>();
        boolean json = false;
        for (int i = 0; i < given.size(); i++) {
            String word = given.get(i);
            String output = null;
            if (word.equals("-o") || word.equals("--output")) {
                if (i + 1 == given.size()) {
                    return bad("flag needs an argument: " + (word.equals("-o") ? "'o' in -o" : word));
                }
                output = given.get(++i);
            } else if (word.startsWith("--output=")) {
                output = word.substring("--output=".length());
            } else if (word.startsWith("-o")) {
                output = word.substring(word.startsWith("-o=") ? 3 : 2);
            } else if (known.contains(word)) {
                flags.add(word);
            } else if (word.startsWith("--")) {
                return bad("unknown flag: " + word);
            } else if (word.startsWith("-") && word.length() > 1) {
                return bad("unknown shorthand flag: '" + word.charAt(1) + "' in " + word);
            } else {
                words.add(word);
            }
            if (output != null && !output.equals("json")) {
                return bad("couldn't find output printer: " + output);
            }
            json |= output != null;
        }
        return new Arguments(words, flags, json, "");
    }

    boolean has(String flag) {
        return flags.contains(flag);
    }

    private static Arguments bad(String problem) {
        return new Arguments(List.of(), Set.of(), false, problem);
    }
}
