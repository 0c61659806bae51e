package yanzhen.app.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import yanzhen.app.kernel.Problem;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;

/** Checking a pack: no database is there in this test, and none is missed. */
class PackChecksTests {

    private static final Path SHANGHAI = Path.of("..", "packs", "shanghai-14fyp");

    @SuppressWarnings("NullAway.Init")
    private static PackChecks checks;

    @TempDir Path parent;

    @BeforeAll
    static void open() {
        checks = PackChecks.open();
    }

    @AfterAll
    static void close() {
        checks.close();
    }

    @Test
    void findNothingWrongWithTheShanghaiPack() {
        assertThat(checks.validate(Pack.at(SHANGHAI, true)).kept()).isEmpty();
    }

    @Test
    void nameFileLineFieldAndValueOfEveryFault() throws IOException {
        var pack = copy();
        change(pack, "schemes.yaml", "rank: 2, name", "rank: two, name");
        change(pack, "diagnosis.yaml", "weight:", "wieght:");
        change(pack, "demo/organisations.csv", "2014-10-14", "2021-02-30");
        change(pack, "demo/organisations.csv", "2011-01-15", "2011/01/15");
        change(pack, "figures.csv", "indicator,1,city,2020", "indicator,99,city,2020");
        change(pack, "indicators.yaml", "clause: table-1-02", "clause: table-9-99");
        change(pack, "what-if.yaml", "growth: \"0.001\"", "growth: \"0.002\"");
        Files.writeString(pack.resolve("stray.txt"), "?");

        var found = checks.validate(Pack.at(pack, true));

        assertThat(found.kept())
                .filteredOn(it ->
                        !it.code().equals("unknown-reference") || !it.file().startsWith("demo/"))
                .extracting(PackChecksTests::said)
                .contains(
                        "schemes.yaml:27 /schemes/4/rank = two (schema-type)",
                        "demo/organisations.csv:3 registered = 2021-02-30 (date)",
                        "demo/organisations.csv:4 registered = 2011/01/15 (date)",
                        "figures.csv:3 key = 99 (unknown-reference)",
                        "stray.txt:null  =  (file-unknown)")
                .anyMatch(it ->
                        it.matches("diagnosis.yaml:\\d+ /rules/0/wieght = .*schema-unknown.*"))
                .anyMatch(it -> it.matches("diagnosis.yaml:\\d+ /rules/0/weight = .*required.*"))
                .anyMatch(it ->
                        it.startsWith("what-if.yaml")
                                && it.endsWith("growth = 0.002 (unknown-reference)"))
                .anyMatch(it ->
                        it.matches("indicators.yaml:\\d+ /indicators/1/clause = table-9-99.*"));
    }

    @Test
    void wantOneComparisonInEachCheckOfReports() throws IOException {
        var pack = copy();
        var file = "conditions.yaml";
        change(pack, file, "\"tech_staff <= staff\"", "\"tech_staff <= staff and staff > 0人\"");
        change(pack, file, "\"rd_domestic <= rd\"", "\"rd_domestic <= staff\"");
        change(pack, file, "key: profit-revenue", "key: rd-staff");

        assertThat(checks.validate(Pack.at(pack, false)).kept())
                .extracting(it -> it.field() + " " + it.value() + " " + it.code())
                .containsExactlyInAnyOrder(
                        "/checks/1/rule tech_staff <= staff and staff > 0人 rule-one-comparison",
                        "/checks/4/rule rd_domestic <= staff rule-kinds",
                        "/checks/9/key rd-staff duplicate");
    }

    @Test
    void nameTheRuleThatIsNoneAndWhereItGoesWrong() throws IOException {
        var pack = copy();
        change(pack, "conditions.yaml", "niche_years >= 3年", "niche_years >= 3人");
        change(pack, "conditions.yaml", "\"debt / assets <=", "\"debts / assets <=");
        change(pack, "conditions.yaml", "scheme: single-champion", "scheme: singel-champion");

        assertThat(checks.validate(Pack.at(pack, false)).kept())
                .extracting(Problem::field, Problem::value, Problem::code)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                "/conditions/12/rule", "niche_years >= 3人", "rule-kinds"),
                        org.assertj.core.groups.Tuple.tuple(
                                "/conditions/18/scheme", "singel-champion", "unknown-reference"),
                        org.assertj.core.groups.Tuple.tuple(
                                "/conditions/28/rule", "debts / assets <= 70%", "rule-datum"));
    }

    /** What an import of a chain refuses, the check of a pack refuses too. */
    @Test
    void nameTheEdgeThatClosesACircleOfStepsAndOneThatGoesNowhere() throws IOException {
        var pack = copy();
        var edges = "chains/civil-aircraft/edges.csv";
        Files.writeString(
                pack.resolve(edges),
                Files.readString(pack.resolve(edges)).stripTrailing()
                        + "\nmro,certification,step-before\nmro,mro,made-from\n");

        assertThat(checks.validate(Pack.at(pack, false)).kept())
                .extracting(Problem::field, Problem::value, Problem::code, Problem::details)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple(
                                "consumer",
                                "certification",
                                "edge-circle",
                                java.util.List.of("mro → certification → aircraft → mro")),
                        org.assertj.core.groups.Tuple.tuple(
                                "consumer", "mro", "edge-to-itself", java.util.List.of()));
    }

    @Test
    void nameTheLineOfYamlThatCannotBeRead() throws IOException {
        var pack = copy();
        change(pack, "pack.yaml", "name:", "name");

        assertThat(checks.validate(Pack.at(pack, false)).kept())
                .extracting(PackChecksTests::said)
                .anyMatch(it -> it.matches("pack.yaml:[234]  =  \\(yaml-unreadable\\)"));
    }

    @Test
    void areSaidInBothLanguagesEachWithItsRemedy() throws IOException {
        var pack = copy();
        change(pack, "schemes.yaml", "rank: 2, name", "rank: two, name");
        var found = checks.validate(Pack.at(pack, false));

        assertThat(printed(found, Locale.ENGLISH))
                .contains("schemes.yaml:27  /schemes/4/rank = two")
                .contains("Make it of this type: integer")
                .contains("1 problem. Nothing has been stored.");
        assertThat(printed(found, Locale.CHINESE)).contains("类型不对").contains("共 1 处问题");
    }

    private static String printed(Problems problems, Locale locale) {
        var text = new java.io.StringWriter();
        new ProblemLines(checks.messages(), locale)
                .print(problems, new java.io.PrintWriter(text, true));
        return text.toString();
    }

    private static String said(Problem it) {
        return "%s:%s %s = %s (%s)"
                .formatted(it.file(), it.line(), it.field(), it.value(), it.code());
    }

    private Path copy() throws IOException {
        var pack = parent.resolve("pack");
        FileSystemUtils.copyRecursively(SHANGHAI, pack);
        return pack;
    }

    private static void change(Path pack, String file, String from, String to) throws IOException {
        var text = Files.readString(pack.resolve(file));
        assertThat(text).as(file).contains(from);
        Files.writeString(pack.resolve(file), text.replaceFirst(from, to));
    }
}
