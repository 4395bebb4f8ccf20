package dev.cilab.sandbox.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.sandbox.api.TestServer.Reply;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Lists and watches over HTTPS, as the API's conventions define them. */
class WatchTest {

    @TempDir
    static Path folder;

    static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = new TestServer(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void pages_of_a_list_and_a_watch_from_where_it_began() throws Exception {
        namespace("pages");
        for (String name : List.of("c1", "c2", "c3", "c4", "c5")) {
            map("pages", name, "a");
        }
        String path = "/api/v1/namespaces/pages/secrets?limit=2";
        for (String name : List.of("s1", "s2", "s3", "s4", "s5")) {
            create("Secret", "pages", name, "a");
        }
        JsonNode first = server.get(path).json();
        assertThat(names(first)).containsExactly("s1", "s2");
        assertThat(Json.at(first, "metadata", "remainingItemCount").asInt()).isEqualTo(3);
        JsonNode second = server.get(path + "&continue=" + Json.text(first, "metadata", "continue"))
                .json();
        assertThat(names(second)).containsExactly("s3", "s4");
        assertThat(Json.text(second, "metadata", "resourceVersion"))
                .isEqualTo(Json.text(first, "metadata", "resourceVersion"));
        JsonNode third = server.get(path + "&continue=" + Json.text(second, "metadata", "continue"))
                .json();
        assertThat(names(third)).containsExactly("s5");
        assertThat(third.path("metadata").has("continue")).isFalse();
        assertThat(names(server.get("/api/v1/namespaces/pages/secrets?labelSelector=tier%3Da&limit=1")
                        .json()))
                .containsExactly("s1");
    }

    @Test
    void an_object_that_enters_or_leaves_the_selection() throws Exception {
        namespace("transitions");
        String version = Json.text(
                server.get("/api/v1/namespaces/transitions/configmaps").json(), "metadata", "resourceVersion");
        try (Events events =
                watch("/api/v1/namespaces/transitions/configmaps?watch=1&labelSelector=tier%3Dfront&resourceVersion="
                        + version)) {
            map("transitions", "m", "back");
            relabel("transitions", "m", "front");
            relabel("transitions", "m", "front", "second");
            relabel("transitions", "m", "back");
            relabel("transitions", "m", "front");
            server.objects().delete(server.objects().type("v1", "ConfigMap"), "transitions", "m");
            assertThat(List.of(events.next(), events.next(), events.next(), events.next(), events.next()))
                    .extracting(event -> Json.text(event, "type"))
                    .containsExactly("ADDED", "MODIFIED", "DELETED", "ADDED", "DELETED");
        }
    }

    @Test
    void initial_events_end_with_a_bookmark() throws Exception {
        namespace("initial");
        map("initial", "m", "a");
        String query = "?watch=1&sendInitialEvents=true&allowWatchBookmarks=true&resourceVersionMatch=NotOlderThan"
                + "&fieldSelector=metadata.name%3Dm";
        try (Events events = watch("/api/v1/namespaces/initial/configmaps" + query)) {
            assertThat(Json.text(events.next(), "type")).isEqualTo("ADDED");
            JsonNode bookmark = events.next();
            assertThat(Json.text(bookmark, "type")).isEqualTo("BOOKMARK");
            assertThat(Json.text(bookmark, "object", "metadata", "annotations", "k8s.io/initial-events-end"))
                    .isEqualTo("true");
            assertThat(Json.text(bookmark, "object", "kind")).isEqualTo("ConfigMap");
            relabel("initial", "m", "b");
            assertThat(Json.text(events.next(), "type")).isEqualTo("MODIFIED");
        }
    }

    @Test
    void a_watch_ends_in_good_order_when_its_time_is_over() throws Exception {
        Reply reply = server.get(
                "/api/v1/namespaces?watch=1&timeoutSeconds=1&fieldSelector=metadata.name%3Ddefault&allowWatchBookmarks=1");
        assertThat(reply.code()).isEqualTo(200);
        assertThat(reply.body().lines().map(line -> Json.text(Json.read(line), "type")))
                .containsExactly("ADDED", "BOOKMARK");
    }

    @Test
    void a_watch_from_too_long_ago_says_so() throws Exception {
        namespace("old");
        String version = Json.text(server.get("/api/v1/namespaces/old/events").json(), "metadata", "resourceVersion");
        for (int i = 0; i < 600; i++) {
            create("Event", "old", "e" + i, "a");
        }
        Reply reply = server.get("/api/v1/events?watch=1&timeoutSeconds=5&resourceVersion=" + version);
        JsonNode event = reply.json();
        assertThat(Json.text(event, "type")).isEqualTo("ERROR");
        assertThat(Json.at(event, "object", "code").asInt()).isEqualTo(410);
        assertThat(Json.text(event, "object", "reason")).isEqualTo("Expired");
    }

    @Test
    void a_watch_of_tables_names_the_columns_once() throws Exception {
        namespace("tables");
        map("tables", "one", "a");
        HttpRequest request = server.request(
                        "/api/v1/namespaces/tables/configmaps?watch=1&fieldSelector=metadata.name%3Done")
                .header("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io,application/json")
                .build();
        try (Events events = new Events(request)) {
            JsonNode first = events.next();
            assertThat(Json.text(first, "object", "kind")).isEqualTo("Table");
            assertThat(Json.at(first, "object", "columnDefinitions").size()).isPositive();
            relabel("tables", "one", "b");
            JsonNode second = events.next();
            assertThat(Json.at(second, "object", "columnDefinitions").size()).isZero();
            assertThat(Json.at(second, "object", "rows")
                            .get(0)
                            .path("cells")
                            .get(0)
                            .asString())
                    .isEqualTo("one");
        }
    }

    @Test
    void a_watch_over_a_web_socket() throws Exception {
        namespace("socket");
        BlockingQueue<String> frames = new LinkedBlockingQueue<>();
        WebSocket socket = server.client()
                .newWebSocketBuilder()
                .header("Authorization", "Bearer " + TestServer.TOKEN)
                .buildAsync(
                        URI.create("wss://127.0.0.1:" + server.port()
                                + "/api/v1/namespaces/socket/configmaps?watch=true&fieldSelector=metadata.name%3Dm"),
                        new Frames(frames))
                .get(20, TimeUnit.SECONDS);
        map("socket", "m", "a");
        assertThat(Json.text(Json.read(frames.poll(20, TimeUnit.SECONDS)), "type"))
                .isEqualTo("ADDED");
        socket.abort();
    }

    @Test
    void the_two_forms_of_an_event() throws Exception {
        namespace("forms");
        server.post("/apis/events.k8s.io/v1/namespaces/forms/events", """
                {"metadata":{"name":"e"},"regarding":{"kind":"Pod","name":"p","namespace":"forms"},"reason":"Started","note":"it runs",
                 "type":"Normal","eventTime":"2025-01-01T00:00:00.000000Z","reportingController":"x","reportingInstance":"y","action":"a"}""");
        JsonNode core = server.get("/api/v1/namespaces/forms/events/e").json();
        assertThat(Json.text(core, "message")).isEqualTo("it runs");
        assertThat(Json.text(core, "involvedObject", "name")).isEqualTo("p");
        assertThat(names(server.get(
                                "/api/v1/namespaces/forms/events?fieldSelector=involvedObject.name%3Dp,reason%3DStarted")
                        .json()))
                .containsExactly("e");
    }

    private static void namespace(String name) {
        ObjectNode object = Yaml.object("{apiVersion: v1, kind: Namespace, metadata: {name: " + name + "}}");
        server.objects().create(server.objects().type("v1", "Namespace"), object);
    }

    private static void map(String namespace, String name, String tier) {
        create("ConfigMap", namespace, name, tier);
    }

    private static void create(String kind, String namespace, String name, String tier) {
        ObjectNode object = Yaml.object("{apiVersion: v1, kind: " + kind + ", metadata: {name: " + name
                + ", namespace: " + namespace + ", labels: {tier: " + tier + "}}}");
        server.objects().create(server.objects().type("v1", kind), object);
    }

    private static void relabel(String namespace, String name, String tier, String... more) {
        ResourceType maps = server.objects().type("v1", "ConfigMap");
        ObjectNode map = server.objects().get(maps, namespace, name).orElseThrow();
        Json.object(Json.object(map, "metadata"), "labels").put("tier", tier).put("more", String.join("", more));
        server.objects().update(maps, map);
    }

    private static List<String> names(JsonNode list) {
        return list.path("items")
                .valueStream()
                .map(item -> Json.text(item, "metadata", "name"))
                .toList();
    }

    private static Events watch(String path) throws Exception {
        return new Events(server.request(path).build());
    }

    /** A running watch, read line by line. */
    private static final class Events implements AutoCloseable {

        private final Stream<String> lines;
        private final Iterator<String> iterator;

        Events(HttpRequest request) throws Exception {
            HttpResponse<Stream<String>> response = server.client().send(request, HttpResponse.BodyHandlers.ofLines());
            assertThat(response.statusCode()).isEqualTo(200);
            lines = response.body();
            iterator = lines.iterator();
        }

        JsonNode next() {
            return Json.read(iterator.next());
        }

        @Override
        public void close() {
            lines.close();
        }
    }

    private record Frames(BlockingQueue<String> frames) implements WebSocket.Listener {

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            frames.add(data.toString());
            socket.request(1);
            return null;
        }
    }
}
