package dev.cilab.lab;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds labs: those packed with cilab, or those in a folder of the user's. */
public interface LabCatalog {

    /** Names of the labs, sorted. */
    List<String> names();

    Optional<LabFiles> find(String lab);

    /** The labs in the jar. {@code /labs/labs.txt} lists them, so that nothing has to be searched. */
    static LabCatalog packed() {
        return new Packed();
    }

    /** Every folder inside {@code root} that has a {@code lab.yaml}. */
    static LabCatalog in(Path root) {
        return new InFolder(root);
    }

    /** Labs as resources. */
    final class Packed implements LabCatalog {

        private Packed() {}

        @Override
        public List<String> names() {
            return resource("/labs/labs.txt").stream()
                    .flatMap(String::lines)
                    .map(String::strip)
                    .filter(s -> !s.isEmpty())
                    .sorted()
                    .toList();
        }

        @Override
        public Optional<LabFiles> find(String lab) {
            return names().contains(lab) ? Optional.of(new Resources(lab)) : Optional.empty();
        }

        private static Optional<String> resource(String path) {
            try (InputStream in = LabCatalog.class.getResourceAsStream(path)) {
                return in == null
                        ? Optional.empty()
                        : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private record Resources(String lab) implements LabFiles {

            @Override
            public Optional<String> read(String path) {
                return path.startsWith("/") || path.contains("..") ? Optional.empty() : resource("/" + display(path));
            }

            @Override
            public String display(String path) {
                return "labs/" + lab + "/" + path;
            }
        }
    }

    /** Labs in a folder. */
    final class InFolder implements LabCatalog {

        private final Path root;

        private InFolder(Path root) {
            this.root = root;
        }

        @Override
        public List<String> names() {
            try (Stream<Path> folders = Files.list(root)) {
                return folders.filter(InFolder::isLab)
                        .map(folder -> folder.getFileName().toString())
                        .sorted()
                        .toList();
            } catch (IOException e) {
                return List.of();
            }
        }

        @Override
        public Optional<LabFiles> find(String lab) {
            return names().contains(lab) ? Optional.of(new Folder(lab, root.resolve(lab))) : Optional.empty();
        }

        private static boolean isLab(Path folder) {
            return Files.isRegularFile(folder.resolve("lab.yaml"));
        }

        private record Folder(String lab, Path folder) implements LabFiles {

            @Override
            public Optional<String> read(String path) {
                Path file = folder.resolve(path).normalize();
                if (!file.startsWith(folder.normalize()) || !Files.isRegularFile(file)) {
                    return Optional.empty();
                }
                try {
                    return Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
                } catch (IOException e) {
                    return Optional.empty();
                }
            }

            @Override
            public String display(String path) {
                return folder.resolve(path).toString();
            }
        }
    }
}
