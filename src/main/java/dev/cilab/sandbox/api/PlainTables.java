package dev.cilab.sandbox.api;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Name and creation time. */
final class PlainTables implements Tables {

    @Override
    public ObjectNode render(ResourceType type, List<ObjectNode> objects, Include include) {
        ObjectNode table = Json.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
        table.putObject("metadata");
        table.putArray("columnDefinitions")
                .addObject()
                .put("name", "Name")
                .put("type", "string")
                .put("format", "name")
                .put("description", "")
                .put("priority", 0);
        var rows = table.putArray("rows");
        for (ObjectNode object : objects) {
            ObjectNode row = rows.addObject();
            row.putArray("cells").add(Json.text(object, "metadata", "name"));
            row.set("object", object);
        }
        return table;
    }
}
