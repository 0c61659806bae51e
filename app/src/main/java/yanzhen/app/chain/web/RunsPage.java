package yanzhen.app.chain.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.Finding;
import yanzhen.app.chain.Runs;
import yanzhen.app.chain.Runs.Again;
import yanzhen.app.chain.Runs.Basis;
import yanzhen.app.chain.Runs.Counts;
import yanzhen.app.chain.Runs.Difference;
import yanzhen.app.chain.Runs.Entry;
import yanzhen.app.chain.Runs.Verdict;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Sheet;

/** 诊断运行: the runs of a chain, what one of them read and found, and what changed between two. */
@Controller
class RunsPage {

    private static final int ROWS = 50;

    /** As many of a digest as tell it from the others on a page. */
    private static final int SHORT = 10;

    private static final List<String> HEADS =
            List.of(
                    "node.name",
                    "run.state.before",
                    "run.state.after",
                    "run.weight.before",
                    "run.weight.after",
                    "run.went",
                    "run.came");

    /** All that the template of the list may read. */
    record Listing(String key, String name, List<Line> lines, int all, int first) {

        public @Nullable String next() {
            int shown = first + lines.size();
            return shown >= all ? null : "/chains/%s/runs?from=%d".formatted(key, shown);
        }
    }

    /**
     * A run in one line.
     *
     * @param rules and data shortened digests; empty for a run of before they were kept
     * @param newRules whether the rules differ from those of the line below
     */
    record Line(
            UUID id,
            LocalDate day,
            String at,
            @Nullable String by,
            Counts counts,
            int changed,
            String rules,
            String data,
            @Nullable Integer facts,
            boolean newRules) {}

    /**
     * All that the template of one run may read.
     *
     * @param against the run that it is held against; null for the first one
     * @param why rules, data, day, or nothing: what the two do not have in common
     * @param again null when that was not asked for
     */
    record View(
            String key,
            String name,
            Line line,
            @Nullable Basis basis,
            @Nullable Line against,
            List<String> why,
            List<Row> rows,
            List<Line> others,
            boolean latest,
            @Nullable Repeated again,
            ListAddress address) {}

    /** 重算. */
    record Repeated(boolean same, boolean sameData, List<Row> rows) {}

    /**
     * A node that two runs judge otherwise.
     *
     * @param before and after keys of states; null when the run had not the node
     * @param went sentences of what no longer fires
     * @param came sentences of what fires now
     */
    record Row(
            UUID node,
            String name,
            @Nullable String before,
            @Nullable String after,
            @Nullable Integer weightBefore,
            @Nullable Integer weightAfter,
            List<String> went,
            List<String> came) {}

    private final Atlas atlas;
    private final Runs runs;
    private final MessageSource messages;
    private final Clock clock;

    RunsPage(Atlas atlas, Runs runs, MessageSource messages, Clock clock) {
        this.atlas = atlas;
        this.runs = runs;
        this.messages = messages;
        this.clock = clock;
    }

    @GetMapping("/chains/{key}/runs")
    String list(
            @PathVariable String key,
            @RequestParam(defaultValue = "0") int from,
            Model model,
            Locale locale) {
        int first = Math.max(0, from);
        model.addAttribute(
                "runs",
                new Listing(
                        key,
                        name(key, locale),
                        lines(runs.of(key, first, ROWS)),
                        runs.count(key),
                        first));
        return "chain/runs";
    }

    @GetMapping("/chains/{key}/runs/{id}")
    String show(
            @PathVariable String key,
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID against,
            Model model,
            Locale locale) {
        model.addAttribute("run", view(key, id, against, null, locale));
        return "chain/run";
    }

    /** Done again: reads, and stores nothing. */
    @GetMapping("/chains/{key}/runs/{id}/again")
    String again(@PathVariable String key, @PathVariable UUID id, Model model, Locale locale) {
        var run = run(runs, key, id);
        var again = runs.again(run.id()).orElseThrow(() -> new NotFound("rule", id));
        model.addAttribute("run", view(key, id, null, again, locale));
        return "chain/run";
    }

    private View view(
            String key, UUID id, @Nullable UUID against, @Nullable Again again, Locale locale) {
        var run = run(runs, key, id);
        var other =
                against == null
                        ? runs.before(id).flatMap(runs::find).orElse(null)
                        : run(runs, key, against);
        var latest = runs.of(key, 0, ROWS);
        return new View(
                key,
                name(key, locale),
                line(run, false),
                run.basis(),
                other == null ? null : line(other, false),
                other == null ? List.of() : why(other, run),
                other == null ? List.of() : rows(runs.between(other.id(), id), locale),
                latest.stream()
                        .filter(it -> !it.id().equals(id))
                        .map(it -> line(it, false))
                        .toList(),
                !latest.isEmpty() && latest.getFirst().id().equals(id),
                again == null
                        ? null
                        : new Repeated(
                                again.same(), again.sameData(), rows(again.differences(), locale)),
                address(key, id, against));
    }

    private static ListAddress address(String key, UUID id, @Nullable UUID against) {
        return ListAddress.of("/chains/%s/runs/%s".formatted(key, id)).with("against", against);
    }

    static Entry run(Runs runs, String key, UUID id) {
        return runs.find(id)
                .filter(it -> it.chain().equals(key))
                .orElseThrow(() -> new NotFound("run", id));
    }

    private String name(String key, Locale locale) {
        return atlas.chains().stream()
                .filter(it -> it.chain().key().equals(key))
                .map(it -> it.chain().name().in(locale))
                .findFirst()
                .orElseThrow(() -> new NotFound("chain", key));
    }

    private static List<String> why(Entry before, Entry after) {
        var one = before.basis();
        var two = after.basis();
        if (one == null || two == null) {
            return List.of("unknown");
        }
        var why = new java.util.ArrayList<String>();
        if (!one.rules().equals(two.rules())) {
            why.add("rules");
        }
        if (!one.data().equals(two.data())) {
            why.add("data");
        }
        if (!before.day().equals(after.day())) {
            why.add("day");
        }
        return why;
    }

    private List<Line> lines(List<Entry> entries) {
        var lines = new java.util.ArrayList<Line>();
        for (int at = 0; at < entries.size(); at++) {
            var run = entries.get(at);
            lines.add(line(run, at + 1 < entries.size() && otherRules(run, entries.get(at + 1))));
        }
        return lines;
    }

    private static boolean otherRules(Entry run, Entry before) {
        var one = run.basis();
        var two = before.basis();
        return one != null && two != null && !one.rules().equals(two.rules());
    }

    private Line line(Entry it, boolean newRules) {
        var basis = it.basis();
        return new Line(
                it.id(),
                it.day(),
                Times.said(it.at(), clock),
                it.by(),
                it.counts(),
                it.changed(),
                basis == null ? "" : basis.rules().substring(0, SHORT),
                basis == null ? "" : basis.data().substring(0, SHORT),
                basis == null ? null : basis.facts(),
                newRules);
    }

    private static List<Row> rows(List<Difference> differences, Locale locale) {
        return differences.stream().map(it -> row(it, locale)).toList();
    }

    private static Row row(Difference it, Locale locale) {
        var before = it.before();
        var after = it.after();
        return new Row(
                it.node(),
                it.name().in(locale),
                before == null ? null : before.state().key(),
                after == null ? null : after.state().key(),
                before == null ? null : before.weight(),
                after == null ? null : after.weight(),
                sentences(before, after, locale),
                sentences(after, before, locale));
    }

    /** Of what the one found and the other did not find so. */
    private static List<String> sentences(
            @Nullable Verdict one, @Nullable Verdict other, Locale locale) {
        if (one == null) {
            return List.of();
        }
        var others = other == null ? List.<Finding>of() : other.findings();
        return one.findings().stream()
                .filter(it -> others.stream().noneMatch(it::sameAs))
                .map(it -> it.sentence().in(locale))
                .toList();
    }

    @GetMapping("/chains/{key}/runs/{id}/export/{form}")
    ResponseEntity<byte[]> export(
            @PathVariable String key,
            @PathVariable UUID id,
            @PathVariable String form,
            @RequestParam(required = false) @Nullable UUID against,
            Locale locale) {
        var kind = Sheet.Form.of(form);
        var view = view(key, id, against, null, locale);
        var sheet = new Sheet(say("run.title", locale), HEADS, it -> say(it, locale));
        view.rows.forEach(it ->
                sheet.add(
                        it.name,
                        it.before == null ? "" : say("state." + it.before, locale),
                        it.after == null ? "" : say("state." + it.after, locale),
                        it.weightBefore == null ? "" : it.weightBefore,
                        it.weightAfter == null ? "" : it.weightAfter,
                        String.join(" ", it.went),
                        String.join(" ", it.came)));
        return sheet.download(kind);
    }

    private String say(String key, Locale locale) {
        return messages.getMessage(key, null, locale);
    }
}
