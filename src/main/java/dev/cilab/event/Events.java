package dev.cilab.event;

/** Where everything that happens is told. The live view, plain log, JSON lines, JUnit, HTML and the journal are listeners. */
@FunctionalInterface
public interface Events {

    void emit(Event event);

    Events NONE = event -> {};
}
