package yanzhen.app.cluster.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import yanzhen.app.cluster.IssuerKeys.SecretMissing;

/**
 * 封存口令: what seals the private keys that lie in the database, so that a copy of the database alone
 * signs nothing. It lies in the data folder, readable by its owner only, or is given to the process
 * where several processes do not share a folder.
 */
@Component
class IssuerSecret {

    private static final int BYTES = 32;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final String given;
    private final Path file;
    private final SecureRandom random = new SecureRandom();

    /**
     * @param given base64url of 32 bytes; empty where the file is to be used
     */
    IssuerSecret(
            @Value("${yanzhen.issuer-secret:}") String given, @Value("${yanzhen.data}") Path data) {
        this.given = given.strip();
        this.file = data.resolve("issuer.secret");
    }

    /** Makes the file unless there is one or the secret was given. */
    void make() {
        if (!given.isEmpty() || Files.exists(file)) {
            return;
        }
        var bytes = new byte[BYTES];
        random.nextBytes(bytes);
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var part =
                    Files.createTempFile(
                            file.toAbsolutePath().getParent(), "issuer", ".part", forOwner());
            try {
                Files.writeString(
                        part, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
                // Whoever comes second keeps what the first has made.
                Files.createLink(file, part);
            } catch (FileAlreadyExistsException _) {
                return;
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The secret %s cannot be kept.".formatted(file), e);
        }
    }

    private FileAttribute<?>[] forOwner() {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    /** Closes a text up under its name. */
    byte[] seal(String text, String name) {
        var nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            var sealed =
                    cipher(Cipher.ENCRYPT_MODE, nonce, name)
                            .doFinal(text.getBytes(StandardCharsets.UTF_8));
            var whole = Arrays.copyOf(nonce, NONCE + sealed.length);
            System.arraycopy(sealed, 0, whole, NONCE, sealed.length);
            return whole;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java virtual machine seals nothing.", e);
        }
    }

    /**
     * Opens what was sealed under the name.
     *
     * @throws SecretMissing when it was sealed with another secret
     */
    String open(byte[] sealed, String name) {
        try {
            var text =
                    cipher(Cipher.DECRYPT_MODE, Arrays.copyOf(sealed, NONCE), name)
                            .doFinal(sealed, NONCE, sealed.length - NONCE);
            return new String(text, StandardCharsets.UTF_8);
        } catch (GeneralSecurityException _) {
            throw new SecretMissing(whereabouts());
        }
    }

    String whereabouts() {
        return given.isEmpty() ? file.toString() : "yanzhen.issuer-secret";
    }

    private Cipher cipher(int mode, byte[] nonce, String name) throws GeneralSecurityException {
        var cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(bytes(), "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private byte[] bytes() {
        try {
            var text = given.isEmpty() ? Files.readString(file).strip() : given;
            var bytes = Base64.getUrlDecoder().decode(text);
            if (bytes.length == BYTES) {
                return bytes;
            }
        } catch (IOException | IllegalArgumentException _) {
            // as missing as one that is too short
        }
        throw new SecretMissing(whereabouts());
    }
}
