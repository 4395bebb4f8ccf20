package dev.cilab.sandbox.api.table;

import dev.cilab.sandbox.api.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Columns that a CustomResourceDefinition asks for ({@code additionalPrinterColumns}). */
final class CustomPrinter {

    private CustomPrinter() {}

    private record Source(JsonPath path, String type) {}

    static Printer of(ObjectNode definition, String version) {
        List<Column> columns = new ArrayList<>(Column.list("Name"));
        List<Source> sources = new ArrayList<>();
        for (JsonNode candidate : Json.at(definition, "spec", "versions")) {
            if (Json.text(candidate, "name").equals(version)) {
                candidate.path("additionalPrinterColumns").forEach(column -> add(column, columns, sources));
            }
        }
        if (sources.isEmpty()) {
            columns.add(new Column("Age", "date", "", "", 0));
            sources.add(new Source(JsonPath.of(".metadata.creationTimestamp"), "date"));
        }
        return new Printer(columns, (object, ages) -> {
            List<Object> cells = new ArrayList<>();
            cells.add(Texts.name(object));
            sources.forEach(source -> cells.add(cell(object, source, ages)));
            return cells;
        });
    }

    private static void add(JsonNode column, List<Column> columns, List<Source> sources) {
        String type = Json.text(column, "type");
        columns.add(new Column(
                Json.text(column, "name"),
                type,
                Json.text(column, "format"),
                Json.text(column, "description"),
                Texts.number(column, "priority")));
        sources.add(new Source(JsonPath.of(Json.text(column, "jsonPath")), type));
    }

    private static Object cell(ObjectNode object, Source source, Ages ages) {
        List<JsonNode> found = source.path().find(object);
        if (found.isEmpty()) {
            return Printer.NOTHING;
        }
        JsonNode value = found.getFirst();
        return switch (source.type()) {
            case "string" -> value.isContainer() ? value.toString() : value.asString("");
            case "integer" -> value.isNumber() ? value.longValue() : Printer.NOTHING;
            case "number" -> value.isNumber() ? value.doubleValue() : Printer.NOTHING;
            case "boolean" -> value.isBoolean() ? value.booleanValue() : Printer.NOTHING;
            case "date" -> value.isString() ? ages.since(value.stringValue()) : Printer.NOTHING;
            default -> Printer.NOTHING;
        };
    }
}
