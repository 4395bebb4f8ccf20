package dev.cilab.probe.net;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.cilab.exec.LocalHost;
import dev.cilab.exec.Unreachable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReachScriptTest {

    /** The script itself, run on this machine against a server on its loopback and against a port where nobody listens. */
    @Test
    void asksEveryTargetAsOftenAsWanted() throws IOException, Unreachable {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            byte[] answer = "Hostname: webpod-1\r\nRemoteAddr: 172.20.0.9:40460\r\nGET / HTTP/1.1\r\n"
                    .getBytes(StandardCharsets.US_ASCII);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        int port = server.getAddress().getPort();
        Map<Integer, ReachScript.Answer> answers;
        try (LocalHost host = new LocalHost()) {
            ReachScript script =
                    new ReachScript(List.of("http://127.0.0.1:" + port + "/", "http://127.0.0.1:1/"), 3, 1, false);
            answers = ReachScript.read(host.run(script.command()).stdout());
        } finally {
            server.stop(0);
        }

        assertThat(answers).containsOnlyKeys(0, 1);
        assertThat(answers.get(0).answered).isEqualTo(3);
        assertThat(answers.get(0).hostnames).containsExactly("webpod-1");
        assertThat(answers.get(0).remotes).containsExactly("172.20.0.9");
        assertThat(answers.get(1).answered).isZero();
        assertThat(answers.get(1).error).startsWith("Failed to connect to 127.0.0.1 port 1");
    }

    @Test
    void readsAnErrorStatusAsNotAnswered() {
        ReachScript.Answer answer = ReachScript.read("0 host webpod-1\n0 done 200 0.004 \n0 done 503 0.002 \nnoise\n")
                .get(0);

        assertThat(answer.answered).isEqualTo(1);
        assertThat(answer.status).isEqualTo(503);
        assertThat(answer.error).isEqualTo("HTTP status 503");
    }

    @Test
    void aTargetIsReachedOnlyByTheAnswersOfTheRightPods() {
        Target target = new Target("bgp", "webpod-1", "k8s-w1", "http://172.20.1.158:80/", List.of("webpod-1"));
        ReachScript.Answer stranger =
                ReachScript.read("0 host other\n0 done 200 0.004 \n").get(0);

        Reach reach = target.reached("pod/curl-pod", "k8s-ctr", "172.20.0.7", 1, stranger, List.of());

        assertThat(reach.ok()).isFalse();
        assertThat(reach.error()).isEqualTo("answered by other");
        assertThat(reach.sameNode()).isFalse();
    }
}
