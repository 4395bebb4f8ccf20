package dev.cilab.term;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.PrintStream;
import java.util.List;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.cfg.DateTimeFeature;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** Writes what a command found: a table for people, the records themselves for programs. */
public final class DataOutput {

    private final PrintStream out;
    private final OutputFormat format;

    public DataOutput(PrintStream out, OutputFormat format) {
        this.out = out;
        this.format = format;
    }

    /** @param items records whose components become the fields of JSON and YAML */
    public void print(Table table, List<?> items) {
        switch (format) {
            case TABLE -> out.print(table.render(false));
            case WIDE -> out.print(table.render(true));
            case JSON -> out.println(indented().writeValueAsString(items));
            case YAML -> out.print(yaml().writeValueAsString(items));
            case JSONL -> items.forEach(item -> out.println(configured(JsonMapper.builder()).writeValueAsString(item)));
        }
    }

    private static ObjectMapper indented() {
        return configured(JsonMapper.builder().enable(tools.jackson.databind.SerializationFeature.INDENT_OUTPUT));
    }

    private static ObjectMapper yaml() {
        return configured(YAMLMapper.builder()
                .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
                .enable(YAMLWriteFeature.MINIMIZE_QUOTES));
    }

    private static ObjectMapper configured(MapperBuilder<?, ?> builder) {
        return builder.disable(DateTimeFeature.WRITE_DATES_AS_TIMESTAMPS, DateTimeFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_ABSENT))
                .build();
    }
}
