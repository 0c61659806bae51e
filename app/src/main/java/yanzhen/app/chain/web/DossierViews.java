package yanzhen.app.chain.web;

import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Matrix;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.NodeDiagnosis.State;
import yanzhen.app.chain.dossier.Cell;
import yanzhen.app.chain.dossier.Comparison;
import yanzhen.app.chain.dossier.Comparison.Turn;
import yanzhen.app.chain.dossier.Content;
import yanzhen.app.chain.dossier.DossierRules;
import yanzhen.app.chain.dossier.Edition;
import yanzhen.app.chain.dossier.Editions;
import yanzhen.app.chain.dossier.Editions.Frozen;
import yanzhen.app.chain.dossier.Line;
import yanzhen.app.chain.dossier.Listing;

/** Makes the page of a draft or an edition. */
@Component
class DossierViews {

    private final Editions editions;
    private final DossierRules.Book book;
    private final DossierWords words;
    private final Viewers viewers;
    private final Matrix matrix;
    private final Clock clock;

    DossierViews(
            Editions editions,
            DossierRules.Book book,
            DossierWords words,
            Viewers viewers,
            Matrix matrix,
            Clock clock) {
        this.editions = editions;
        this.book = book;
        this.words = words;
        this.viewers = viewers;
        this.matrix = matrix;
        this.clock = clock;
    }

    /**
     * The page.
     *
     * @param content null when there is nothing that the viewer may see
     * @param frozen null for a draft
     * @param note as it was typed
     */
    DossierView view(
            Atlas.Chain chain,
            @Nullable Content content,
            @Nullable Frozen frozen,
            String note,
            Locale locale) {
        var said = words.in(locale);
        var all = editions.of(chain.key());
        return new DossierView(
                chain.key(),
                chain.name().in(locale),
                chain.owner().in(locale),
                content == null ? null : cover(content, frozen),
                content == null ? null : maps(content, said),
                content == null ? List.of() : lists(content, frozen, said),
                all.stream().map(this::entry).toList(),
                content == null || frozen != null ? null : since(content, all, said),
                rights(chain.key()),
                frozen == null ? 0 : frozen.edition().number(),
                book.inForce().map(it -> it.note().in(locale)).orElse(""),
                note);
    }

    private DossierView.Rights rights(String chain) {
        var viewer = viewers.current();
        var page = "/chains/" + chain + "/dossier/editions";
        return new DossierView.Rights(
                viewer.seesRegion(),
                matrix.admits(viewer.role(), "POST", page),
                viewer.seesRegion() && editions.signs(chain));
    }

    DossierView.Cover cover(Content content, @Nullable Frozen frozen) {
        var basis = content.basis();
        var run = content.map().run();
        return new DossierView.Cover(
                frozen == null
                        ? content.composedAt().atZone(clock.getZone()).toLocalDate()
                        : frozen.edition().day(),
                Times.said(content.composedAt(), clock),
                run.id(),
                run.day(),
                basis == null ? null : basis.data(),
                basis == null ? null : basis.rules(),
                content.map().nodes().size(),
                count(content, State.WEAK),
                count(content, State.WATCH),
                content.lines(),
                content.synthetic(),
                frozen == null ? null : entry(frozen.edition()),
                frozen == null || frozen.sound());
    }

    private static int count(Content content, State state) {
        return (int) content.map().nodes().stream().filter(it -> it.state() == state).count();
    }

    DossierView.Entry entry(Edition it) {
        var decision = it.decision();
        return new DossierView.Entry(
                it.number(),
                it.state().name(),
                it.day(),
                Times.said(it.frozenAt(), clock),
                it.frozenBy(),
                it.note(),
                it.digest(),
                it.openDigest(),
                it.synthetic(),
                decision == null
                        ? null
                        : new DossierView.Decided(
                                decision.signed(),
                                Times.said(decision.at(), clock),
                                decision.by(),
                                decision.reason()));
    }

    static DossierView.Maps maps(Content content, DossierWords.Wording said) {
        return new DossierView.Maps(
                board(content, said.locale()),
                mosaic(content, said),
                DossierHeat.of(content, said),
                Shade.legend(Shade.SHARES, "%"));
    }

    /** The whole chain; boxes lead to the nodes as they are now. */
    static Board board(Content content, Locale locale) {
        var map = content.map();
        return Board.of(
                Framing.whole().of(map),
                map.nodes().stream().map(Atlas.Node::id).collect(Collectors.toSet()),
                new Board.Links(
                        it -> "/chains/" + map.chain().key() + "/nodes/" + it.id(),
                        null,
                        _ -> Board.Mark.NONE),
                locale);
    }

    static Mosaic mosaic(Content content, DossierWords.Wording said) {
        var map = content.map();
        var lines = DistrictsPage.lines(map, content.makers(), null, said.places(), said.locale());
        return Mosaic.of(
                content.tiles(),
                lines,
                said.places(),
                (place, weak) ->
                        "/chains/%s/districts?place=%s%s#makers"
                                .formatted(map.chain().key(), place, weak ? "&weak=true" : ""),
                said.locale());
    }

    private static List<DossierView.Table> lists(
            Content content, @Nullable Frozen frozen, DossierWords.Wording said) {
        return Arrays.stream(Listing.values())
                .map(it ->
                        new DossierView.Table(
                                it.name(),
                                said.title(it),
                                said.heads(it),
                                content.list(it).stream()
                                        .map(line ->
                                                row(
                                                        line,
                                                        frozen != null && frozen.internal(it, line),
                                                        said))
                                        .toList()))
                .toList();
    }

    private static DossierView.Row row(Line line, boolean internal, DossierWords.Wording said) {
        var source = line.source();
        return new DossierView.Row(
                said.name(line),
                line.path(),
                line.cells().stream().map(it -> value(it, said)).toList(),
                source == null ? null : Source.of(source),
                line.synthetic(),
                internal);
    }

    private static DossierView.Value value(Cell cell, DossierWords.Wording said) {
        return new DossierView.Value(
                said.text(cell),
                cell.kind() == Cell.Kind.NUMBER || cell.kind() == Cell.Kind.PERCENT,
                cell.kind() == Cell.Kind.DAY
                        || cell.kind() == Cell.Kind.PLACE
                        || (cell.kind() == Cell.Kind.WORDS && !cell.zh().contains(" ")));
    }

    /** The draft beside the edition in force; null when none is signed. */
    private DossierView.@Nullable Since since(
            Content draft, List<Edition> all, DossierWords.Wording said) {
        return all.stream()
                .filter(it -> it.state() == Edition.State.SIGNED)
                .findFirst()
                .map(it -> {
                    var comparison = Comparison.of(editions.read(it).content(), draft);
                    return new DossierView.Since(
                            it.number(),
                            Arrays.stream(Listing.values())
                                    .map(list -> count(comparison, list, said))
                                    .filter(one -> one.came() + one.went() + one.changed() > 0)
                                    .toList());
                })
                .orElse(null);
    }

    private static DossierView.Count count(
            Comparison comparison, Listing listing, DossierWords.Wording said) {
        return new DossierView.Count(
                said.title(listing),
                comparison.count(listing, Turn.CAME),
                comparison.count(listing, Turn.WENT),
                comparison.count(listing, Turn.CHANGED));
    }
}
