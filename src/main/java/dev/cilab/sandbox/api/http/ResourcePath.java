package dev.cilab.sandbox.api.http;

import dev.cilab.sandbox.api.registry.Errors;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The words of a resource URL. @param group empty = core; other parts are empty when the path does not have them */
record ResourcePath(String group, String version, String namespace, String plural, String name, String subresource) {

    /** Empty when the path is no resource URL. @throws ApiError 400 when its percent signs are out of order */
    static Optional<ResourcePath> parse(String path) {
        List<String> words = words(path);
        if (words.size() >= 3 && words.get(0).equals("api")) {
            return resource("", words.get(1), words.subList(2, words.size()));
        }
        if (words.size() >= 4 && words.get(0).equals("apis")) {
            return resource(words.get(1), words.get(2), words.subList(3, words.size()));
        }
        return Optional.empty();
    }

    boolean named() {
        return !name.isEmpty();
    }

    static List<String> words(String path) {
        List<String> words = new ArrayList<>();
        for (String word : path.split("/")) {
            if (!word.isEmpty()) {
                words.add(decoded(word));
            }
        }
        return words;
    }

    private static Optional<ResourcePath> resource(String group, String version, List<String> words) {
        boolean inNamespace =
                words.get(0).equals("namespaces") && words.size() >= 3 && !namespaceSubresource(group, words);
        String namespace = inNamespace ? words.get(1) : "";
        List<String> rest = inNamespace ? words.subList(2, words.size()) : words;
        if (rest.size() > 3) {
            return Optional.empty();
        }
        return Optional.of(new ResourcePath(group, version, namespace, rest.get(0), at(rest, 1), at(rest, 2)));
    }

    private static boolean namespaceSubresource(String group, List<String> words) {
        return group.isEmpty()
                && words.size() == 3
                && List.of("status", "finalize").contains(words.get(2));
    }

    private static String at(List<String> words, int index) {
        return index < words.size() ? words.get(index) : "";
    }

    private static String decoded(String word) {
        try {
            // URLDecoder is for forms, where a plus is a space; in paths it is a plus.
            return URLDecoder.decode(word.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw Errors.badRequest("malformed path: " + malformed.getMessage());
        }
    }
}
