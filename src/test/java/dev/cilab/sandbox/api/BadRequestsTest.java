package dev.cilab.sandbox.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cilab.sandbox.api.TestServer.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Whatever comes in, a Status goes out: no stack trace, no hang, and the next request is served. */
class BadRequestsTest {

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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "[]",
                "null",
                "7",
                "\"text\"",
                "{\"metadata\":7}",
                "{\"metadata\":[]}",
                "{\"metadata\":{\"name\":{}}}",
                "{\"kind\":7}",
                "{\"metadata\":{\"labels\":[1]}}",
                "{\"metadata\":{\"name\":\"a\",\"labels\":{\"x\":{}}}}",
                "{\"metadata\":{\"name\":\"A_b\"}}",
                "{\"kind\":\"Pod\",\"apiVersion\":\"v1\"}",
                "not json at all",
                "{\"a\":1}{\"b\":2}",
                "{\"metadata\":{\"name\":\"x\",\"ownerReferences\":7}}",
                "{\"metadata\":{\"name\":\"x\",\"finalizers\":{}}}"
            })
    void bodies_that_are_no_config_map(String body) throws Exception {
        Reply reply = server.post("/api/v1/namespaces/default/configmaps?dryRun=All", body);
        assertThat(reply.code()).isIn(201, 400, 422);
        if (reply.code() != 201) {
            assertStatus(reply);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    GET    | /                                                          | 200
                    GET    | /nowhere                                                   | 404
                    GET    | /api/v2                                                    | 404
                    GET    | /api/v1/things                                             | 404
                    GET    | /apis/none/v1/things                                       | 404
                    GET    | /api/v1/nodes/a/b/c/d                                      | 404
                    GET    | /api/v1/namespaces/default/nodes/x                         | 404
                    GET    | /api/v1/pods/x                                             | 404
                    GET    | /api/v1/namespaces/default/pods/none                       | 404
                    GET    | /api/v1/namespaces/default/pods/none/log                   | 404
                    POST   | /api/v1/namespaces/default/pods/none/eviction              | 400
                    PUT    | /api/v1/namespaces                                         | 405
                    PATCH  | /api/v1/namespaces                                         | 405
                    POST   | /api/v1/pods                                               | 405
                    POST   | /api/v1/namespaces/default                                 | 405
                    DELETE | /version                                                   | 405
                    DELETE | /api/v1/namespaces/default                                 | 403
                    GET    | /api/v1/pods?labelSelector=a%20in%20(                      | 400
                    GET    | /api/v1/pods?labelSelector=,,                              | 400
                    GET    | /api/v1/pods?labelSelector=a%3D%3D%3Db                     | 400
                    GET    | /api/v1/pods?fieldSelector=spec.color=blue                 | 400
                    GET    | /api/v1/pods?fieldSelector=blue                            | 400
                    GET    | /api/v1/pods?limit=many                                    | 400
                    GET    | /api/v1/pods?limit=-1                                      | 400
                    GET    | /api/v1/pods?continue=garbage                              | 400
                    GET    | /api/v1/pods?resourceVersion=abc                           | 400
                    GET    | /api/v1/pods?resourceVersion=99999999                      | 504
                    GET    | /api/v1/pods?resourceVersionMatch=Exact                    | 422
                    GET    | /api/v1/pods?resourceVersion=1&resourceVersionMatch=Maybe  | 422
                    GET    | /api/v1/pods?watch=1&resourceVersion=abc                   | 400
                    GET    | /api/v1/pods?watch=1&timeoutSeconds=soon                   | 400
                    GET    | /api/v1/pods?watch=1&sendInitialEvents=true                | 422
                    DELETE | /api/v1/namespaces/default/configmaps/x?dryRun=Some        | 422
                    DELETE | /api/v1/namespaces/default/configmaps/x?propagationPolicy=Maybe | 422
                    """)
    void urls(String method, String path, int code) throws Exception {
        Reply reply = server.send(server.request(path)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build());
        assertThat(reply.code()).as(reply.body()).isEqualTo(code);
        if (code != 200) {
            assertStatus(reply);
        }
    }

    @Test
    void content_types_that_are_not_understood() throws Exception {
        Reply reply = server.send("POST", "/api/v1/namespaces/default/configmaps", "text/plain", "{}");
        assertThat(reply.code()).isEqualTo(415);
        assertStatus(reply);
        reply = server.send("PATCH", "/api/v1/namespaces/default/configmaps/kube-root-ca.crt", "text/plain", "{}");
        assertThat(reply.code()).isEqualTo(415);
        assertStatus(reply);
        reply = server.send(
                server.request("/api/v1/pods").header("Accept", "text/html").build());
        assertThat(reply.code()).isEqualTo(406);
        assertStatus(reply);
    }

    @Test
    void no_token_and_a_wrong_one() throws Exception {
        HttpRequest.Builder anonymous =
                HttpRequest.newBuilder(server.request("/api/v1/pods").build().uri());
        assertThat(server.send(anonymous.build()).code()).isEqualTo(401);
        Reply wrong =
                server.send(anonymous.header("Authorization", "Bearer nonsense").build());
        assertThat(wrong.code()).isEqualTo(401);
        assertThat(wrong.json().path("message").asString()).isEqualTo("Unauthorized");
        HttpRequest open =
                HttpRequest.newBuilder(server.request("/version").build().uri()).build();
        assertThat(server.send(open).code()).isEqualTo(200);
    }

    @Test
    void a_body_larger_than_allowed_is_refused_and_the_server_goes_on() throws Exception {
        String huge = "{\"metadata\":{\"name\":\"big\"},\"data\":{\"a\":\"" + "x".repeat(4 * 1024 * 1024) + "\"}}";
        try {
            Reply reply = server.post("/api/v1/namespaces/default/configmaps", huge);
            assertThat(reply.code()).isEqualTo(413);
            assertStatus(reply);
        } catch (IOException cutOff) {
            // The server may close the connection before the client has written everything.
            assertThat(cutOff).hasMessageMatching("(?s).*(closed|reset|EOF|pipe|RST|GOAWAY).*");
        }
        assertThat(server.get("/healthz").body()).isEqualTo("ok");
    }

    @Test
    void nesting_without_end() throws Exception {
        String deep = "{\"metadata\":".repeat(100_000);
        assertStatus(server.post("/api/v1/namespaces/default/configmaps", deep));
        assertStatus(
                server.send("POST", "/api/v1/namespaces/default/configmaps", "application/yaml", "[".repeat(100_000)));
        assertStatus(server.send(
                "POST", "/api/v1/namespaces/default/configmaps", "application/yaml", "a: &a [*a, *a]\nb: *c\n"));
    }

    @Test
    void raw_bytes_that_are_no_http() throws Exception {
        for (String text : List.of("GARBAGE\r\n\r\n", "GET " + "/x".repeat(70_000) + " HTTP/1.1\r\n\r\n")) {
            String answer = raw(text);
            assertThat(answer).matches("(?s)HTTP/1.[01] 4.*").contains("\"kind\":\"Status\"");
        }
        assertThat(raw("GET /%zz HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + TestServer.TOKEN
                        + "\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 400")
                .contains("\"kind\":\"Status\"");
        assertThat(server.get("/healthz").body()).isEqualTo("ok");
    }

    @Test
    void bodies_damaged_at_random() throws Exception {
        String pod = """
                {"apiVersion":"v1","kind":"Pod","metadata":{"name":"p","labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i",
                "ports":[{"containerPort":80}],"env":[{"name":"A","value":"B"}],"volumeMounts":[{"name":"v","mountPath":"/x"}]}],
                "volumes":[{"name":"v","emptyDir":{}}],"tolerations":[{"operator":"Exists"}],"nodeName":"n"}}""";
        String deployment = """
                {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"d"},"spec":{"replicas":1,"selector":{"matchLabels":{"a":"b"}},
                "template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"c","image":"i"}]}}}}""";
        String service = """
                {"apiVersion":"v1","kind":"Service","metadata":{"name":"s"},"spec":{"type":"NodePort","ports":[{"port":80,"nodePort":30001}],
                "clusterIP":"10.96.0.77"}}""";
        Random random = new Random(7);
        List<String> failures = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            damage("/api/v1/namespaces/default/pods", pod, random, failures);
            damage("/apis/apps/v1/namespaces/default/deployments", deployment, random, failures);
            damage("/api/v1/namespaces/default/services", service, random, failures);
        }
        assertThat(failures).isEmpty();
    }

    private static void damage(String path, String body, Random random, List<String> failures) throws Exception {
        String damaged = Damage.of(body, random);
        Reply reply = server.post(path + "?dryRun=All", damaged);
        boolean told =
                reply.code() == 201 || reply.json().path("kind").asString("").equals("Status");
        if (reply.code() >= 500 || !told) {
            failures.add(reply.code() + " " + reply.body() + " for " + damaged);
        }
    }

    private static void assertStatus(Reply reply) {
        JsonNode status = reply.json();
        assertThat(status.path("kind").asString("")).as(reply.body()).isEqualTo("Status");
        assertThat(status.path("status").asString("")).isEqualTo("Failure");
        assertThat(status.path("code").asInt(0)).isEqualTo(reply.code());
        assertThat(status.path("reason").asString("")).isNotEmpty();
        assertThat(status.path("message").asString("")).isNotEmpty().doesNotContain("Exception", "\tat ");
        assertThat(reply.code()).isBetween(400, 504).isNotEqualTo(500);
    }

    private static String raw(String text) throws Exception {
        try (SSLSocket socket =
                (SSLSocket) server.client().sslContext().getSocketFactory().createSocket("127.0.0.1", server.port())) {
            socket.setSoTimeout(10_000);
            OutputStream out = socket.getOutputStream();
            out.write(text.getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
