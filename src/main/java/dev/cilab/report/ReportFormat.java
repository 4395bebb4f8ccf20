package dev.cilab.report;

import dev.cilab.data.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.Optional;

/** What a report can be written as, chosen by the file's name. */
public enum ReportFormat {
    HTML,
    /** JUnit's XML, which every CI system reads. */
    XML,
    JSON;

    /** @return empty when the name ends in none of {@code .html .xml .json} */
    public static Optional<ReportFormat> of(Path file) {
        String name = file.getFileName().toString();
        for (ReportFormat format : values()) {
            if (name.toUpperCase(Locale.ROOT).endsWith("." + format)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    public String render(Report report) {
        return switch (this) {
            case HTML -> new HtmlReport(report).render();
            case XML -> new JUnitReport(report).render();
            case JSON -> Json.pretty(report) + "\n";
        };
    }

    /** Writes the whole report or nothing. */
    public void write(Report report, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path whole = Files.createTempFile(folder, ".cilab-report", "");
        try {
            Files.writeString(whole, render(report));
            Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(whole);
        }
    }
}
