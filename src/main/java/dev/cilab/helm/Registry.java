package dev.cilab.helm;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A chart in a container registry (OCI distribution specification): manifest of the tag, then the layer that is the packed chart. Public
 * registries want an anonymous token; a private one needs the chart fetched by Helm itself.
 */
final class Registry {

    private static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";
    private static final String CHART = "application/vnd.cncf.helm.chart.content.v1.tar+gzip";
    private static final Pattern PARAMETER = Pattern.compile("(\\w+)=\"([^\"]*)\"");

    private final Download download;

    Registry(Download download) {
        this.download = download;
    }

    /** @param url {@code oci://HOST/REPOSITORY} */
    byte[] chart(URI url, String version) throws HelmFailure {
        boolean here = "localhost".equals(url.getHost()) || "127.0.0.1".equals(url.getHost());
        String base = (here ? "http://" : "https://") + url.getAuthority() + "/v2" + url.getPath();
        Map<String, String> headers = new TreeMap<>(Map.of("Accept", MANIFEST));
        String tag = version.replace('+', '_'); // a tag has no plus
        JsonNode manifest = json(fetch(url, URI.create(base + "/manifests/" + tag), headers));
        for (JsonNode layer : manifest.path("layers")) {
            if (layer.path("mediaType").asString("").equals(CHART)) {
                String digest = layer.path("digest").asString("");
                byte[] chart = fetch(url, URI.create(base + "/blobs/" + digest), headers);
                if (!digest.equals("sha256:" + sha256(chart))) {
                    throw new HelmFailure("what " + url + " sent is damaged: its digest is not " + digest, "");
                }
                return chart;
            }
        }
        throw new HelmFailure(url + ":" + tag + " is no Helm chart", pull(url, version));
    }

    private byte[] fetch(URI chart, URI url, Map<String, String> headers) throws HelmFailure {
        HttpResponse<byte[]> response = download.get(url, headers);
        if (response.statusCode() == 401) {
            headers.put("Authorization", "Bearer " + token(response));
            response = download.get(url, headers);
        }
        if (response.statusCode() != 200) {
            String why =
                    switch (response.statusCode()) {
                        case 404 -> "there is no such chart or version";
                        case 401, 403 -> "it needs a login";
                        default -> "it answers " + response.statusCode();
                    };
            throw new HelmFailure(chart + ": " + why + " (" + url + ")", pull(chart, ""));
        }
        return response.body();
    }

    /** The registry says itself where its tokens are to be had. */
    private String token(HttpResponse<?> refused) throws HelmFailure {
        Map<String, String> parameters = new TreeMap<>();
        Matcher matcher = PARAMETER.matcher(
                refused.headers().firstValue("WWW-Authenticate").orElse(""));
        while (matcher.find()) {
            parameters.put(matcher.group(1), matcher.group(2));
        }
        String realm = parameters.getOrDefault("realm", "");
        if (realm.isEmpty()) {
            throw new HelmFailure(refused.uri() + " wants a login", "");
        }
        String query = "?service=" + encode(parameters.getOrDefault("service", "")) + "&scope="
                + encode(parameters.getOrDefault("scope", ""));
        JsonNode answer = json(download.bytes(URI.create(realm + query)));
        return answer.path("token").asString(answer.path("access_token").asString(""));
    }

    private static String pull(URI url, String version) {
        return "helm pull " + url + (version.isEmpty() ? "" : " --version " + version)
                + "     # then: --chart FILE.tgz";
    }

    private static JsonNode json(byte[] body) throws HelmFailure {
        try {
            return JsonMapper.shared().readTree(body);
        } catch (JacksonException e) {
            throw new HelmFailure("the registry does not answer in JSON", "", e);
        }
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
