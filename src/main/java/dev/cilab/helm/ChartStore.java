package dev.cilab.helm;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.UUID;

/**
 * Charts on this machine: those that lie here anyway, and those that were downloaded once. A chart of a version does not change, so a
 * download is kept and the network is not needed again.
 */
public final class ChartStore {

    private final Path cache;
    private final Proxies proxies;

    /**
     * @param cache     folder for downloads, made when needed
     * @param variables of the shell, for what they say of proxies
     */
    public ChartStore(Path cache, Map<String, String> variables) {
        this.cache = cache;
        this.proxies = new Proxies(variables);
    }

    /**
     * @param version the one that is wanted
     * @throws HelmFailure when the source cannot be reached, has no such chart, or holds another version
     */
    public Chart get(ChartSource source, String version) throws HelmFailure {
        Chart chart = Chart.read(
                switch (source) {
                    case ChartSource.Local local -> local(local.path());
                    case ChartSource.Archive archive ->
                        kept(source, version, download -> download.bytes(archive.url()));
                    case ChartSource.Repository repository ->
                        kept(source, version, download -> new Repository(download).chart(repository, version));
                    case ChartSource.Registry registry ->
                        kept(source, version, download -> new Registry(download).chart(registry.url(), version));
                });
        if (!plain(chart.version()).equals(plain(version))) {
            throw new HelmFailure(
                    source + " is version " + chart.version() + " of chart " + chart.name() + "; wanted is " + version,
                    "");
        }
        return chart;
    }

    private static Path local(Path path) throws HelmFailure {
        if (!Files.exists(path)) {
            throw new HelmFailure("there is no chart at " + path.toAbsolutePath(), "ls " + path.toAbsolutePath());
        }
        return path.toAbsolutePath();
    }

    /** Gets a packed chart over the network. */
    @FunctionalInterface
    private interface Fetch {
        byte[] from(Download download) throws HelmFailure;
    }

    private Path kept(ChartSource source, String version, Fetch fetch) throws HelmFailure {
        UUID place = UUID.nameUUIDFromBytes((source + " " + version).getBytes(StandardCharsets.UTF_8));
        Path file = cache.resolve(place + ".tgz");
        if (Files.exists(file)) {
            return file;
        }
        byte[] chart;
        try (HttpClient client = HttpClient.newBuilder()
                .connectTimeout(Download.LONGEST)
                .proxy(proxies)
                .build()) {
            chart = fetch.from(new Download(client, proxies));
        }
        try {
            Files.createDirectories(cache);
            Path half = Files.createTempFile(cache, "chart", ".part");
            Files.write(half, chart);
            Chart.read(half); // what is no chart is not kept
            return Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new HelmFailure("a chart cannot be kept in " + cache + ": " + e.getMessage(), "ls -ld " + cache, e);
        }
    }

    /** Tags are often written with a v. */
    private static String plain(String version) {
        return version.startsWith("v") ? version.substring(1) : version;
    }

    /** Where a reference leads that may be relative to what it stands in. */
    static URI resolve(URI base, String reference) {
        String folder = base.toString().endsWith("/") ? base.toString() : base + "/";
        return URI.create(folder).resolve(reference);
    }
}
