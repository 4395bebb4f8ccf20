package dev.cilab.env;

import java.nio.file.Path;
import java.util.Map;

/** Where cilab keeps what it could make again: {@code $CILAB_CACHE}, else {@code $XDG_CACHE_HOME/cilab}, else {@code ~/.cache/cilab}. */
public record CacheFolder(Path path) {

    public static CacheFolder of(Map<String, String> environment) {
        String own = environment.getOrDefault("CILAB_CACHE", "");
        String xdg = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home")));
        Path path =
                !own.isEmpty() ? Path.of(own) : xdg.isEmpty() ? home.resolve(".cache/cilab") : Path.of(xdg, "cilab");
        return new CacheFolder(path.toAbsolutePath().normalize());
    }
}
