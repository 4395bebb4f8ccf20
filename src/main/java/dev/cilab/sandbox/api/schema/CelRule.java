package dev.cilab.sandbox.api.schema;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.projectnessie.cel.checker.Decls;
import org.projectnessie.cel.tools.Script;
import org.projectnessie.cel.tools.ScriptException;
import org.projectnessie.cel.tools.ScriptHost;
import tools.jackson.databind.JsonNode;

/** One compiled CEL expression over {@code self} and {@code oldSelf}. The only class that touches the expression library. */
final class CelRule {

    /** The rule's answer was false. */
    static final String BROKEN = "broken";

    private final Script script;
    private final String flaw;

    private CelRule(Script script, String flaw) {
        this.script = script;
        this.flaw = flaw;
    }

    static CelRule compile(String text) {
        try {
            Script script = ScriptHost.newBuilder()
                    .build()
                    .buildScript(text)
                    .withDeclarations(Decls.newVar("self", Decls.Dyn), Decls.newVar("oldSelf", Decls.Dyn))
                    .build();
            return new CelRule(script, "");
        } catch (ScriptException e) {
            return new CelRule(null, "rule compile error: " + e.getMessage());
        }
    }

    /** Empty when the value passes, {@link #BROKEN} when it does not, else why that could not be decided. */
    String refusal(JsonNode self, JsonNode old) {
        if (script == null) {
            return flaw;
        }
        Map<String, Object> variables = new HashMap<>();
        variables.put("self", java(self));
        variables.put("oldSelf", java(old));
        try {
            return script.execute(Boolean.class, variables) ? "" : BROKEN;
        } catch (ScriptException | RuntimeException e) {
            return "call failed: " + e.getMessage();
        }
    }

    private static Object java(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> map = new HashMap<>();
                node.properties().forEach(entry -> map.put(entry.getKey(), java(entry.getValue())));
                yield map;
            }
            case ARRAY -> {
                List<Object> list = new ArrayList<>();
                node.forEach(item -> list.add(java(item)));
                yield list;
            }
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> node.isIntegralNumber() ? (Object) node.longValue() : (Object) node.doubleValue();
            case STRING -> node.stringValue();
            case NULL, MISSING, BINARY, POJO -> null;
        };
    }
}
