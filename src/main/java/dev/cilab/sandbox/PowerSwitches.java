package dev.cilab.sandbox;

import dev.cilab.sandbox.node.Fabric;

/** The nodes' power switches: {@code off NODE} and {@code on NODE}, answered when it is done. */
record PowerSwitches(Fabric fabric) {

    String set(String request) {
        String[] words = request.split(" ");
        if (words.length != 2 || !words[0].equals("on") && !words[0].equals("off")) {
            return "error: ask for \"on NODE\" or \"off NODE\"";
        }
        if (words[0].equals("on")) {
            fabric.powerOn(words[1]);
        } else {
            fabric.powerOff(words[1]);
        }
        return "ok";
    }
}
