package dev.cilab.env;

import dev.cilab.lab.LabFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A lab's folder in the source tree. */
public record LabFolder(String lab) implements LabFiles {

    @Override
    public Optional<String> read(String path) {
        Path file = Path.of("labs", lab, path);
        try {
            return Files.isRegularFile(file) ? Optional.of(Files.readString(file)) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String display(String path) {
        return "labs/" + lab + "/" + path;
    }
}
