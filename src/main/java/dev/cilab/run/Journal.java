package dev.cilab.run;

import dev.cilab.data.Json;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What cilab changed, one JSON object a line, kept beside the environment's state. A line is written whole and reaches the disk before the
 * run goes on; a line that a crash cut off is closed by the next write, so that readers lose that one line at most.
 */
public final class Journal {

    private final Path file;

    /** @param file made when the first change is recorded */
    public Journal(Path file) {
        this.file = file;
    }

    /** @param before values that were replaced; never a secret */
    record Entry(
            Instant at,
            String lab,
            String step,
            String action,
            String summary,
            List<String> commands,
            Map<String, String> before) {}

    void record(Entry entry) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("at", entry.at().toString());
        line.put("lab", entry.lab());
        line.put("step", entry.step());
        line.put("action", entry.action());
        line.put("summary", entry.summary());
        line.put("commands", entry.commands());
        line.put("before", entry.before());
        append(Json.line(line) + "\n");
    }

    private void append(String line) {
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            // not a channel: those close themselves when the thread was interrupted, and an interrupted run has things
            // to record
            try (RandomAccessFile journal = new RandomAccessFile(file.toFile(), "rw")) {
                String start = endsWithNewline(journal) ? "" : "\n";
                journal.seek(journal.length());
                journal.write((start + line).getBytes(StandardCharsets.UTF_8));
                journal.getFD().sync();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the journal " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static boolean endsWithNewline(RandomAccessFile journal) throws IOException {
        if (journal.length() == 0) {
            return true;
        }
        journal.seek(journal.length() - 1);
        return journal.read() == '\n';
    }
}
