package dev.cilab.sandbox.api.table;

import dev.cilab.sandbox.api.Catalogue;
import dev.cilab.sandbox.api.Json;
import dev.cilab.sandbox.api.ResourceType;
import dev.cilab.sandbox.api.Tables;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Tables with the columns, words and ages of kube-apiserver 1.33. Thread-safe. */
public final class ServerTables implements Tables {

    private final Catalogue catalogue;
    private final Clock clock;
    private final Map<String, Printer> builtin = new HashMap<>();

    public ServerTables(Catalogue catalogue, Clock clock) {
        this.catalogue = catalogue;
        this.clock = clock;
        builtin.putAll(WorkloadPrinters.all());
        builtin.putAll(NetworkPrinters.all());
        builtin.putAll(ClusterPrinters.all());
    }

    @Override
    public ObjectNode render(ResourceType type, List<ObjectNode> objects, Include include) {
        Printer printer = printer(type);
        Ages ages = new Ages(clock.instant());
        ObjectNode table = Json.object();
        table.put("kind", "Table").put("apiVersion", "meta.k8s.io/v1").putObject("metadata");
        ArrayNode columns = table.putArray("columnDefinitions");
        printer.columns().forEach(column -> columns.add(column.toJson()));
        ArrayNode rows = table.putArray("rows");
        for (ObjectNode object : objects) {
            ObjectNode row = rows.addObject();
            ArrayNode cells = row.putArray("cells");
            printer.cells().of(object, ages).forEach(cell -> add(cells, cell));
            if (type.kind().equals("Pod")) {
                addEnd(row, Json.text(object, "status", "phase"));
            }
            addObject(row, object, include);
        }
        return table;
    }

    private Printer printer(ResourceType type) {
        return catalogue
                .definition(type)
                .map(definition -> CustomPrinter.of(definition, type.version()))
                .orElseGet(() -> builtin.getOrDefault(type.group() + "/" + type.kind(), Printer.CREATED_AT));
    }

    private static void add(ArrayNode cells, Object cell) {
        switch (cell) {
            case String text -> cells.add(text);
            case Integer number -> cells.add(number);
            case Long number -> cells.add(number);
            case Double number -> cells.add(number);
            case Boolean flag -> cells.add(flag);
            default -> cells.addNull();
        }
    }

    /** Lets clients tell pods that have ended from others without reading the STATUS. */
    private static void addEnd(ObjectNode row, String phase) {
        String message =
                switch (phase) {
                    case "Succeeded" -> "The pod has completed successfully.";
                    case "Failed" -> "The pod failed.";
                    default -> "";
                };
        if (!message.isEmpty()) {
            row.putArray("conditions")
                    .addObject()
                    .put("type", "Completed")
                    .put("status", "True")
                    .put("reason", phase)
                    .put("message", message);
        }
    }

    private static void addObject(ObjectNode row, ObjectNode object, Include include) {
        switch (include) {
            case NONE -> {
                // only the cells
            }
            case METADATA ->
                row.putObject("object")
                        .put("kind", "PartialObjectMetadata")
                        .put("apiVersion", "meta.k8s.io/v1")
                        .set("metadata", object.path("metadata"));
            case OBJECT -> row.set("object", object);
        }
    }
}
