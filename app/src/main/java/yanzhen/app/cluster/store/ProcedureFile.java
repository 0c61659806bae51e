package yanzhen.app.cluster.store;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import yanzhen.app.cluster.Procedure;
import yanzhen.app.cluster.Procedure.Acts;
import yanzhen.app.cluster.Procedure.Band;
import yanzhen.app.cluster.Procedure.Paper;
import yanzhen.app.cluster.Procedure.Stage;
import yanzhen.app.cluster.Procedure.Step;
import yanzhen.app.kernel.Bilingual;
import yanzhen.app.kernel.Problems;
import yanzhen.app.pack.Pack;
import yanzhen.app.rules.Vocabulary;

/** How schemes are applied for. A pack may say nothing of it. */
@Component
class ProcedureFile {

    private static final String FILE = "procedures.yaml";
    private static final String SHEET = "sheet";

    private final JdbcClient jdbc;
    private final RoundText text;

    ProcedureFile(JdbcClient jdbc, RoundText text) {
        this.jdbc = jdbc;
        this.text = text;
    }

    void validate(Pack pack, SchemeKeys keys, Vocabulary data, Problems problems) {
        var found = new Problems();
        var all = pack.has(FILE) ? pack.yaml(FILE, "procedures", found) : null;
        var files = SchemeFile.all(pack, found);
        if (!found.none()) {
            found.kept().stream().filter(it -> it.file().equals(FILE)).forEach(problems::add);
            return;
        }
        var seen = new HashSet<String>();
        int at = 0;
        for (var procedure : all == null ? List.<JsonNode>of() : all.path("procedures")) {
            var place = "/procedures/%d".formatted(at++);
            checkSchemes(procedure, place, keys, seen, problems);
            check(FILE, read(procedure), place, problems);
            checkSheet(FILE, procedure, place, data, problems);
        }
        for (var file : files) {
            for (var own : own(file)) {
                checkOnce(file.file(), file.key(), own.it, own.place, keys, seen, problems);
                check(file.file(), read(own.it), own.place, problems);
                checkSheet(file.file(), own.it, own.place, data, problems);
            }
        }
    }

    /** A procedure in a file of one scheme. */
    private record Own(String place, JsonNode it) {}

    /** Of all versions, or one of each. */
    private static List<Own> own(SchemeFile file) {
        var all = new ArrayList<Own>();
        if (file.tree().has("procedure")) {
            all.add(new Own("/procedure", file.tree().path("procedure")));
        }
        int at = 0;
        for (var it : file.tree().path("procedures")) {
            all.add(new Own("/procedures/%d".formatted(at++), it));
        }
        return all;
    }

    /** Of a version that the scheme has, and no other procedure is of the same. */
    private static void checkOnce(
            String file,
            String scheme,
            JsonNode procedure,
            String place,
            SchemeKeys keys,
            Set<String> seen,
            Problems problems) {
        keys.check(scheme, procedure, file, place, problems);
        for (var version : keys.of(scheme, procedure)) {
            if (!seen.add(scheme + "@" + version)) {
                problems.add(file, null, place, scheme, "duplicate");
            }
        }
    }

    private static void checkSheet(
            String file, JsonNode procedure, String place, Vocabulary data, Problems problems) {
        if (procedure.has(SHEET)) {
            var _ =
                    SheetReader.read(
                            file, procedure.path(SHEET), place + "/" + SHEET, data, problems);
        }
    }

    /** Each is known, and has one procedure. */
    private static void checkSchemes(
            JsonNode procedure,
            String place,
            SchemeKeys keys,
            Set<String> seen,
            Problems problems) {
        int at = 0;
        for (var scheme : procedure.path("schemes")) {
            var key = scheme.asString();
            var field = "%s/schemes/%d".formatted(place, at++);
            if (keys.schemes().contains(key)) {
                checkOnce(FILE, key, procedure, field, keys, seen, problems);
            } else {
                problems.add(FILE, null, field, key, "unknown-reference");
            }
        }
    }

    private static void check(String file, Procedure procedure, String place, Problems problems) {
        checkSteps(file, procedure.stages(), place + "/steps", problems);
        var keys = new HashSet<String>();
        for (var paper : procedure.papers()) {
            if (!keys.add(paper.key())) {
                problems.add(file, null, place + "/papers", paper.key(), "duplicate");
            }
        }
        checkBands(file, procedure, place + "/bands", problems);
    }

    /** Each step once, the last one decides; what is publicised is decided next. */
    private static void checkSteps(
            String file, List<Stage> stages, String place, Problems problems) {
        var seen = EnumSet.noneOf(Step.class);
        for (int at = 0; at < stages.size(); at++) {
            var stage = stages.get(at);
            var field = "%s/%d".formatted(place, at);
            if (!seen.add(stage.step())) {
                problems.add(file, null, field, stage.step().name(), "duplicate");
            }
            boolean last = at == stages.size() - 1;
            boolean beforeLast = at == stages.size() - 2;
            boolean decides = stage.step() == Step.DECISION;
            if (decides != last || (stage.step() == Step.PUBLICITY && !beforeLast)) {
                problems.add(file, null, field, stage.step().name(), "procedure-order");
            }
            if (stage.acts() == Acts.DISTRICT && !ofDistricts(stage.step())) {
                problems.add(file, null, field, stage.step().name(), "procedure-acts");
            }
            if ((stage.step() == Step.REVIEW) != (stage.reviewers() > 0)) {
                problems.add(file, null, field, stage.step().name(), "procedure-reviewers");
            }
        }
    }

    private static boolean ofDistricts(Step step) {
        return step == Step.COMPLETENESS || step == Step.RECOMMENDATION;
    }

    /** A score comes from a review; every score has a band. */
    private static void checkBands(
            String file, Procedure procedure, String place, Problems problems) {
        var bands = procedure.bands();
        if (bands.isEmpty()) {
            return;
        }
        if (procedure.of(Step.REVIEW).isEmpty()) {
            problems.add(file, null, place, "", "procedure-bands-review");
        }
        for (int at = 0; at < bands.size(); at++) {
            boolean last = at == bands.size() - 1;
            var from = bands.get(at).from();
            boolean falls = last || from.compareTo(bands.get(at + 1).from()) > 0;
            if (!falls || (last && from.signum() != 0)) {
                problems.add(
                        file,
                        null,
                        "%s/%d/from".formatted(place, at),
                        from.toPlainString(),
                        "procedure-bands-order");
            }
        }
    }

    void load(Pack pack, SchemeKeys keys) {
        var nothing = new Problems();
        if (pack.has(FILE)) {
            for (var procedure : pack.yaml(FILE, "procedures", nothing).path("procedures")) {
                for (var scheme : procedure.path("schemes")) {
                    store(scheme.asString(), procedure, keys);
                }
            }
        }
        for (var file : SchemeFile.all(pack, nothing)) {
            own(file).forEach(it -> store(file.key(), it.it, keys));
        }
    }

    private void store(String scheme, JsonNode procedure, SchemeKeys keys) {
        for (var version : keys.of(scheme, procedure)) {
            jdbc.sql(
                            """
                            insert into cluster.procedure (scheme, version, text, sheet)
                            values (?, ?, ?::jsonb, ?::jsonb)
                            """)
                    .param(scheme)
                    .param(version)
                    .param(text.of(read(procedure)))
                    .param(procedure.has(SHEET) ? text.of(procedure.path(SHEET)) : null)
                    .update();
        }
    }

    static Procedure read(JsonNode it) {
        var basis = it.path("basis");
        return new Procedure(
                stages(it.path("steps")),
                papers(it.path("papers")),
                bands(it.path("bands")),
                it.path("returnDays").asInt(),
                it.path("answerDays").asInt(0),
                basis.path("document").asString(),
                basis.path("place").asString(),
                basis.path("mark").asString().equals("verified"),
                it.has("reading") ? name(it.path("reading")) : null);
    }

    private static List<Stage> stages(JsonNode steps) {
        var stages = new ArrayList<Stage>();
        for (var step : steps) {
            stages.add(
                    new Stage(
                            Step.valueOf(step.path("step").asString()),
                            Acts.valueOf(step.path("by").asString()),
                            step.path("days").asInt(),
                            step.path("reviewers").asInt(0),
                            number(step.path("pass"))));
        }
        return stages;
    }

    private static List<Paper> papers(JsonNode papers) {
        var all = new ArrayList<Paper>();
        for (var paper : papers) {
            all.add(
                    new Paper(
                            paper.path("key").asString(),
                            name(paper.path("name")),
                            paper.path("required").asBoolean(false)));
        }
        return all;
    }

    private static List<Band> bands(JsonNode bands) {
        var all = new ArrayList<Band>();
        for (var band : bands) {
            all.add(
                    new Band(
                            band.path("key").asString(),
                            name(band.path("name")),
                            band.path("from").asDecimal(),
                            band.path("skips").asInt(0),
                            band.path("ends").asBoolean(false)));
        }
        return all;
    }

    private static @Nullable BigDecimal number(JsonNode it) {
        return it.isNumber() ? it.asDecimal() : null;
    }

    private static Bilingual name(JsonNode it) {
        return new Bilingual(it.path("zh").asString(), it.path("en").asString());
    }
}
