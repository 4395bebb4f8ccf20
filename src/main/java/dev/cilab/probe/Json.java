package dev.cilab.probe;

import dev.cilab.exec.Unreachable;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;

/** Reads what programs print. */
public final class Json {

    private static final JsonMapper MAPPER = JsonMapper.shared();
    private static final ObjectReader ONE_OF_SEVERAL =
            MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private Json() {}

    /** @throws Unreachable when the text is no JSON document: the program answered something else, which is quoted */
    public static JsonNode read(String where, String text) throws Unreachable {
        List<JsonNode> documents = readAll(where, text);
        if (documents.size() != 1) {
            throw new Unreachable(
                    where,
                    documents.isEmpty()
                            ? "the answer is empty"
                            : "the answer is " + documents.size() + " JSON documents");
        }
        return documents.getFirst();
    }

    /** Several documents one after the other, as vtysh prints them for several commands. */
    public static List<JsonNode> readAll(String where, String text) throws Unreachable {
        List<JsonNode> documents = new ArrayList<>();
        // not readValues(): that takes a document which is an array for a list of documents
        try (JsonParser parser = MAPPER.createParser(text)) {
            while (parser.nextToken() != null) {
                documents.add(ONE_OF_SEVERAL.readTree(parser));
            }
            return documents;
        } catch (JacksonException e) {
            throw new Unreachable(where, "the answer is no JSON: " + firstLine(text), e);
        }
    }

    private static String firstLine(String text) {
        String line =
                text.lines().filter(l -> !l.isBlank()).findFirst().orElse("").strip();
        return line.length() > 100 ? line.substring(0, 100) + "…" : line;
    }
}
