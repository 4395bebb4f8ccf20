package dev.cilab.lab;

import java.util.Optional;

/** The folder of one lab, wherever it lies: in the jar, or where the user keeps it. */
public interface LabFiles {

    /** The lab's name, which is the name of its folder. */
    String lab();

    /** The text of a file given by its path inside the folder; empty when there is none (or none that may be read: never outside). */
    Optional<String> read(String path);

    /** What a message should call the file, e.g. {@code labs/bgp/lab.yaml}. */
    String display(String path);
}
