package dev.cilab.sandbox.cluster.controller;

/** Keeps one kind of object as its spec says. */
public interface Controller {

    /** Registers its watches; work begins when the watches start. */
    void register();
}
