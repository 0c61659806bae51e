package yanzhen.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkFileTests {

    private static final SupplyNetwork NETWORK =
            new NetworkBuilder(4).add(0, 1, 2.5).add(3, 1, 1e-3).add(2, 2, 7).build().network();

    @TempDir Path folder;

    @Test
    void givesBackTheNetworkThatWasWritten() throws IOException {
        for (var any : List.of(NETWORK, AnyNetwork.of(3, 60).network(), empty())) {
            NetworkFile.write(any, file());

            var built = NetworkFile.read(file());

            assertThat(links(built.network())).isEqualTo(links(any));
            assertThat(built.network().firms()).isEqualTo(any.firms());
            assertThat(built.rejected()).isEmpty();
        }
    }

    @Test
    void refusesAFileOfWhichAnyBitWasTurned() throws IOException {
        NetworkFile.write(NETWORK, file());
        var whole = Files.readAllBytes(file());

        for (int bit = 0; bit < whole.length * Byte.SIZE; bit++) {
            var turned = whole.clone();
            turned[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            Files.write(file(), turned);
            assertThatThrownBy(() -> NetworkFile.read(file())).isInstanceOf(MalformedNetwork.class);
        }
    }

    @Test
    void refusesAFileThatIsCutOrGoesOn() throws IOException {
        NetworkFile.write(NETWORK, file());
        var whole = Files.readAllBytes(file());

        for (int length = 0; length < whole.length; length++) {
            Files.write(file(), Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> NetworkFile.read(file())).isInstanceOf(MalformedNetwork.class);
        }
        Files.write(file(), Arrays.copyOf(whole, whole.length + 1));
        assertThatThrownBy(() -> NetworkFile.read(file()))
                .hasMessageContaining("has 81 bytes; 3 links take 80");
    }

    @Test
    void refusesWhateverElseLiesInAFile() throws IOException {
        var random = new Random(5);
        for (int at = 0; at < 200; at++) {
            var bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            Files.write(file(), bytes);
            assertThatThrownBy(() -> NetworkFile.read(file())).isInstanceOf(MalformedNetwork.class);
        }
    }

    @Test
    void saysWhatItFoundAndWhatItReads() throws IOException {
        Files.writeString(file(), "supplier,customer,weight\n0,1,2.5\n");
        assertThatThrownBy(() -> NetworkFile.read(file()))
                .hasMessageContaining("does not begin with YANZHENW");

        Files.write(file(), summed(header(4, -1)));
        assertThatThrownBy(() -> NetworkFile.read(file())).hasMessageContaining("-1 links");

        Files.write(file(), summed(header(4, 0).putInt(8, 2)));
        assertThatThrownBy(() -> NetworkFile.read(file()))
                .hasMessageContaining("version is 2; this program reads version 1");

        Files.write(file(), all(header(4, 0)));
        assertThatThrownBy(() -> NetworkFile.read(file())).hasMessageContaining("checksum");
    }

    @Test
    void namesTheLinksThatAreNone() throws IOException {
        var bytes = ByteBuffer.allocate(32 + 32).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(all(header(4, 2)));
        bytes.putInt(9).putInt(1).putDouble(1).putInt(0).putInt(1).putDouble(2);
        Files.write(file(), summed(bytes));

        var built = NetworkFile.read(file());

        assertThat(built.network().links()).isEqualTo(1);
        assertThat(built.rejected())
                .containsExactly(
                        new Built.Rejected(0, 9, 1, 1, Built.Reason.SUPPLIER_OUT_OF_RANGE));
    }

    private Path file() {
        return folder.resolve("network");
    }

    private static SupplyNetwork empty() {
        return new NetworkBuilder(0).build().network();
    }

    private static ByteBuffer header(int firms, long links) {
        return ByteBuffer.allocate(32)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("YANZHENW".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                .putInt(1)
                .putInt(firms)
                .putLong(links);
    }

    private static byte[] summed(ByteBuffer bytes) {
        var sum = new CRC32C();
        sum.update(bytes.slice(0, 24));
        sum.update(bytes.slice(32, bytes.capacity() - 32));
        return all(bytes.putInt(24, (int) sum.getValue()));
    }

    private static byte[] all(ByteBuffer bytes) {
        var all = new byte[bytes.capacity()];
        bytes.get(0, all);
        return all;
    }

    private static List<String> links(SupplyNetwork network) {
        var links = new ArrayList<String>();
        network.forEach((supplier, customer, weight) ->
                links.add(supplier + " " + customer + " " + weight));
        return links;
    }
}
