package dev.cilab.helm;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLException;

/** HTTP GET for charts. Redirects are followed by hand: a login must not follow to another host. */
final class Download {

    static final Duration LONGEST = Duration.ofSeconds(20);
    private static final int REDIRECTS = 5;

    private final HttpClient client;
    private final Proxies proxies;

    Download(HttpClient client, Proxies proxies) {
        this.client = client;
        this.proxies = proxies;
    }

    byte[] bytes(URI url) throws HelmFailure {
        HttpResponse<byte[]> response = get(url, Map.of());
        if (response.statusCode() != 200) {
            throw new HelmFailure(url + " answers " + response.statusCode(), look(url));
        }
        return response.body();
    }

    /** Whatever the status is. */
    HttpResponse<byte[]> get(URI url, Map<String, String> headers) throws HelmFailure {
        URI at = url;
        Map<String, String> sent = new TreeMap<>(headers);
        for (int i = 0; i < REDIRECTS; i++) {
            HttpResponse<byte[]> response = once(at, sent);
            String location = response.headers().firstValue("Location").orElse("");
            if (response.statusCode() / 100 != 3 || location.isEmpty()) {
                return response;
            }
            URI next = at.resolve(location);
            if (!next.getAuthority().equals(at.getAuthority())) {
                sent.remove("Authorization");
            }
            at = next;
        }
        throw new HelmFailure(url + " redirects without end", look(url));
    }

    private HttpResponse<byte[]> once(URI url, Map<String, String> headers) throws HelmFailure {
        proxies.require(url);
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(url).timeout(LONGEST);
            headers.forEach(request::header);
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException e) {
            String through = proxies.of(url)
                    .map(proxy -> " through the proxy " + Proxies.shown(proxy))
                    .orElse("");
            throw new HelmFailure(
                    "the chart cannot be fetched from " + url + through + ": " + why(url, e), look(url), e);
        } catch (IllegalArgumentException e) {
            throw new HelmFailure(url + " is no address to fetch a chart from: " + e.getMessage(), "", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new HelmFailure("interrupted while fetching " + url, "", e);
        }
    }

    private static String why(URI url, IOException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException || cause instanceof UnresolvedAddressException) {
                return "the name " + url.getHost() + " is not known here";
            }
        }
        return switch (failure) {
            case HttpTimeoutException late -> "no answer within " + LONGEST.toSeconds() + " s";
            case ConnectException refused -> "connection refused";
            case SSLException tls -> "TLS failed: " + tls.getMessage();
            default -> String.valueOf(failure.getMessage());
        };
    }

    /** With the way out for who has no network. */
    private static String look(URI url) {
        return "curl -fLO " + url + "     # then: --chart FILE.tgz";
    }
}
