package yanzhen.app.cluster;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationContext;
import org.springframework.transaction.support.TransactionTemplate;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.kernel.CreditCode;
import yanzhen.app.pack.Pack;
import yanzhen.app.pack.PackLoader;

/** A firm that nobody else reports for: in Pudong, registered for one test. */
final class FirmOfItsOwn {

    static final String DISTRICT = "310115";

    private final TransactionTemplate transaction;
    private final Reports reports;
    final CreditCode code;
    final UUID id;
    final Viewer own;

    private FirmOfItsOwn(ApplicationContext application) {
        transaction = application.getBean(TransactionTemplate.class);
        reports = application.getBean(Reports.class);
        code = new CreditCode(ImportsTests.code());
        var facts =
                new Facts("甲乙年报", null, Organisation.Kind.ENTERPRISE, DISTRICT, null, null, null);
        var enrolment = application.getBean(Enrolment.class);
        id = as(Viewer.SYSTEM, () -> enrolment.register(code, null, facts));
        own = colleague("甲");
    }

    /** With the Shanghai pack loaded. */
    static FirmOfItsOwn in(ApplicationContext application) {
        var pack = Pack.at(Path.of("..", "packs", "shanghai-14fyp"), true);
        Viewers.doAs(Viewer.SYSTEM, () -> application.getBean(PackLoader.class).load(pack));
        return new FirmOfItsOwn(application);
    }

    /** Somebody else who acts for it. */
    Viewer colleague(String name) {
        return new Viewer(UUID.randomUUID(), name, Role.ENTERPRISE, Set.of(id), null);
    }

    static Viewer officerOf(String district) {
        return new Viewer(UUID.randomUUID(), "丙", Role.DISTRICT_OFFICER, Set.of(), district);
    }

    <T> T as(Viewer viewer, Supplier<T> work) {
        return Viewers.doAs(viewer, () -> transaction.execute(_ -> work.get()));
    }

    void doAs(Viewer viewer, Runnable work) {
        Viewers.doAs(viewer, () -> transaction.executeWithoutResult(_ -> work.run()));
    }

    /** Reports pairs of a datum and its value, in yuan, people, pieces. */
    void reports(int year, String... pairs) {
        as(own, () -> reports.report(id, year, numbers(pairs)));
    }

    static Map<String, @Nullable BigDecimal> numbers(String... pairs) {
        var numbers = new TreeMap<String, @Nullable BigDecimal>();
        for (int at = 0; at < pairs.length; at += 2) {
            var value = pairs[at + 1];
            numbers.put(pairs[at], value.isEmpty() ? null : new BigDecimal(value));
        }
        return numbers;
    }
}
