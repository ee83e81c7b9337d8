package io.plumbline.deployment;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** An authority and what it signs, made by Java's own keytool: key stores as Strimzi's operator makes them. */
final class Certificates {

    static final String PASSWORD = "not-a-secret";

    private static final String KEYTOOL =
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, new byte[] {'\n'});

    private final Path folder;

    Certificates(Path folder) throws Exception {
        this.folder = folder;
        keytool("authority.p12", "-genkeypair", "-dname", "CN=authority", "-ext", "bc:c");
        keytool(
                "authority.p12",
                "-exportcert",
                "-rfc",
                "-file",
                folder.resolve("ca.crt").toString());
        keytool(
                "ca.p12",
                "-importcert",
                "-noprompt",
                "-file",
                folder.resolve("ca.crt").toString());
    }

    /** Returns the store of what clients and brokers trust. */
    Path trusted() {
        return folder.resolve("ca.p12");
    }

    /** Makes a key and its certificate for a name, once, and returns their store. */
    Path of(String name) throws Exception {
        String store = name + ".p12";
        if (Files.exists(folder.resolve(store))) {
            return folder.resolve(store);
        }
        String request = folder.resolve(name + ".csr").toString();
        String signed = folder.resolve(name + ".crt").toString();
        keytool(store, "-genkeypair", "-dname", "CN=" + name);
        keytool(store, "-certreq", "-file", request);
        keytool(
                "authority.p12",
                "-gencert",
                "-infile",
                request,
                "-outfile",
                signed,
                "-ext",
                "san=ip:127.0.0.1",
                "-rfc");
        Files.writeString(
                Path.of(signed), Files.readString(Path.of(signed)) + Files.readString(folder.resolve("ca.crt")));
        keytool(store, "-importcert", "-noprompt", "-trustcacerts", "-file", signed);
        return folder.resolve(store);
    }

    /** Returns the certificates that lead from a name to the authority, as PEM. */
    static String chain(Path store) throws IOException, GeneralSecurityException {
        List<String> chain = new ArrayList<>();
        for (Certificate certificate : read(store).getCertificateChain("key")) {
            chain.add(pem("CERTIFICATE", certificate.getEncoded()));
        }
        return String.join("\n", chain);
    }

    /** Returns what is trusted, as PEM. */
    String authority() throws IOException {
        return Files.readString(folder.resolve("ca.crt"));
    }

    /** Returns the key of a store, as PEM. */
    static String key(Path store) throws IOException, GeneralSecurityException {
        return pem(
                "PRIVATE KEY", read(store).getKey("key", PASSWORD.toCharArray()).getEncoded());
    }

    private static KeyStore read(Path store) throws IOException, GeneralSecurityException {
        KeyStore read = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = Files.newInputStream(store)) {
            read.load(bytes, PASSWORD.toCharArray());
        }
        return read;
    }

    private static String pem(String what, byte[] bytes) {
        return "-----BEGIN " + what + "-----\n" + LINES.encodeToString(bytes) + "\n-----END " + what + "-----";
    }

    private void keytool(String store, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(KEYTOOL, arguments[0]));
        command.addAll(List.of(arguments).subList(1, arguments.length));
        if (arguments[0].equals("-genkeypair")) {
            command.addAll(List.of("-keyalg", "EC", "-validity", "2"));
        }
        command.addAll(List.of(
                "-alias",
                "key",
                "-keystore",
                folder.resolve(store).toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                PASSWORD));
        Program.output("", command.toArray(String[]::new));
    }
}
