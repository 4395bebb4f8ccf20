package dev.cilab.term;

import dev.cilab.data.Json;
import dev.cilab.data.Yaml;
import java.io.PrintStream;
import java.util.List;

/** Writes what a command found: a table for people, the records themselves for programs. */
public final class DataOutput {

    private final PrintStream out;
    private final OutputFormat format;

    public DataOutput(PrintStream out, OutputFormat format) {
        this.out = out;
        this.format = format;
    }

    /** What is no plain table: a text of its own for people, the record or records for programs. */
    public void print(String text, Object one) {
        switch (format) {
            case TABLE, WIDE -> out.print(text);
            case JSON -> out.println(Json.pretty(one));
            case YAML -> out.print(Yaml.of(one));
            case JSONL -> out.println(Json.line(one));
        }
    }

    /** @param items records whose components become the fields of JSON and YAML, see {@link dev.cilab.data.Plain} */
    public void print(Table table, List<?> items) {
        switch (format) {
            case TABLE -> out.print(table.render(false));
            case WIDE -> out.print(table.render(true));
            case JSON -> out.println(Json.pretty(items));
            case YAML -> out.print(Yaml.of(items));
            case JSONL -> items.forEach(item -> out.println(Json.line(item)));
        }
    }
}
