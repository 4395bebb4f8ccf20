package dev.cilab.lab;

/** A place in a lab file; line and column count from 1. Line 0 is the whole of it, e.g. for an option of the command line. */
public record Position(String file, int line, int column) {

    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line + ":" + column;
    }
}
