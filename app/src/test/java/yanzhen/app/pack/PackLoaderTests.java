package yanzhen.app.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.FileSystemUtils;
import yanzhen.app.IntegrationTest;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.kernel.Problems;

/** A pack is loaded whole or not at all, and what has been loaded is not loaded again. */
@IntegrationTest
class PackLoaderTests {

    private static final Path SHANGHAI = Path.of("../packs/shanghai-14fyp");
    private static final String WORDING = "“十三五”期间六方面的进展和数据";

    @Autowired PackLoader loader;
    @Autowired JdbcClient jdbc;
    @Autowired TransactionTemplate transaction;

    @TempDir Path parent;

    @BeforeEach
    @AfterEach
    void loadTheOriginal() {
        load(SHANGHAI);
    }

    @Test
    void changesNothingASecondTime() {
        var before = load(SHANGHAI);
        var audited = records();

        var again = load(SHANGHAI);

        assertThat(again.loadedNow()).isFalse();
        assertThat(again.revision()).isEqualTo(before.revision());
        assertThat(records()).isEqualTo(audited);
    }

    @Test
    void loadsAChangedPackAsTheNextRevisionAndSaysSoInTheAuditTrail() throws IOException {
        var before = load(SHANGHAI);
        var changed = copy();
        change(changed, "clauses.csv", WORDING, "换一种说法");

        var loaded = load(changed);

        assertThat(loaded.loadedNow()).isTrue();
        assertThat(loaded.revision()).isEqualTo(before.revision() + 1);
        assertThat(clauses("换一种说法")).isEqualTo(1);
        assertThat(clauses(WORDING)).isZero();
        assertThat(
                        text(
                                "select after ->> 'revision' from evidence.audit where action = 'pack.load' order by id desc limit 1"))
                .isEqualTo(String.valueOf(loaded.revision()));
    }

    /** The first half is sound and would be stored before the fault is met. */
    @Test
    void storesNothingOfAPackWithAFault() throws IOException {
        var before = load(SHANGHAI);
        var audited = records();
        var faulty = copy();
        change(faulty, "clauses.csv", WORDING, "换一种说法");
        change(faulty, "demo/organisations.csv", "2014-10-14", "2021-02-30");

        assertThatThrownBy(() -> load(faulty)).isInstanceOf(Problems.Refused.class);

        assertThat(clauses(WORDING)).isEqualTo(1);
        assertThat(records()).isEqualTo(audited);
        assertThat(load(SHANGHAI).revision()).isEqualTo(before.revision());
    }

    private PackLoader.Loaded load(Path pack) {
        return Viewers.doAs(Viewer.SYSTEM, () -> loader.load(Pack.at(pack, true)));
    }

    private long clauses(String wording) {
        return Long.parseLong(
                text(
                        "select count(*) from plan.clause where wording_zh = '%s' and upper_inf(known)"
                                .formatted(wording)));
    }

    private String records() {
        return text("select count(*) from evidence.audit");
    }

    private String text(String query) {
        return Viewers.doAs(
                Viewer.SYSTEM,
                () -> transaction.execute(_ -> jdbc.sql(query).query(String.class).single()));
    }

    private Path copy() throws IOException {
        var copy = parent.resolve("copy");
        FileSystemUtils.copyRecursively(SHANGHAI, copy);
        return copy;
    }

    private static void change(Path pack, String file, String from, String to) throws IOException {
        var place = pack.resolve(file);
        var text = Files.readString(place);
        assertThat(text).contains(from);
        Files.writeString(place, text.replace(from, to));
    }
}
