package yanzhen.app.chain.web;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import yanzhen.app.chain.dossier.Content;
import yanzhen.app.chain.dossier.Editions.Frozen;
import yanzhen.app.chain.dossier.Line;
import yanzhen.app.chain.dossier.Listing;

/**
 * 付印: a draft or an edition on its way into a file, in one language.
 *
 * @param frozen null for a draft
 * @param site address that the paths of lines are below, without a slash at its end
 */
record DossierPrint(
        Content content,
        @Nullable Frozen frozen,
        DossierView.Cover cover,
        DossierWords.Wording words,
        String site) {

    /** An item of the cover. */
    record Item(String name, String value) {}

    String title() {
        var chain = content.map().chain().name().in(words.locale());
        var edition = cover.edition();
        return edition == null
                ? words.say("dossier.file.draft", chain)
                : words.say("dossier.file.edition", chain, edition.number());
    }

    String say(String key, Object... values) {
        return words.say(key, values);
    }

    /** What the cover says, in its order. */
    List<Item> items() {
        var items = new ArrayList<Item>();
        var chain = content.map().chain();
        add(items, "dossier.cover.chain", chain.name().in(words.locale()));
        add(items, "dossier.cover.owner", chain.owner().in(words.locale()));
        var edition = cover.edition();
        add(
                items,
                "dossier.cover.edition",
                edition == null
                        ? say("dossier.draft")
                        : say("dossier.edition", edition.number())
                                + " · "
                                + say("dossier.state." + edition.state()));
        add(items, "dossier.cover.day", cover.day().toString());
        add(items, "dossier.cover.at", cover.at());
        add(items, "dossier.cover.run", cover.runDay() + " · " + cover.run());
        add(items, "dossier.cover.data", cover.data());
        add(items, "dossier.cover.rules", cover.rules());
        if (edition != null) {
            add(items, "dossier.cover.frozen", who(edition.by()) + " · " + edition.frozenAt());
            add(items, "dossier.cover.note", edition.note());
            decided(items, edition.decided());
            add(items, "dossier.cover.digest", edition.digest());
            add(items, "dossier.cover.open-digest", edition.openDigest());
        }
        if (cover.synthetic()) {
            add(items, "chain.mark", say("dossier.synthetic"));
        }
        return items;
    }

    private void decided(List<Item> items, DossierView.@Nullable Decided decided) {
        if (decided == null) {
            add(items, "dossier.cover.signed", say("dossier.state.WAITING"));
            return;
        }
        add(
                items,
                decided.signed() ? "dossier.cover.signed" : "dossier.cover.returned",
                who(decided.by()) + " · " + decided.at() + " · " + decided.reason());
    }

    private String who(@Nullable String name) {
        return name == null ? say("supplier.by.system") : name;
    }

    private void add(List<Item> items, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            items.add(new Item(say(key), value));
        }
    }

    boolean internal(Listing listing, Line line) {
        return frozen != null && frozen.internal(listing, line);
    }

    /** Whole address of what a line rests on; null when it has none. */
    @Nullable String address(Line line) {
        return line.path() == null ? null : site + line.path();
    }

    /** What is to be known of a line beside its cells: made up, or not for everybody. */
    String marks(Listing listing, Line line) {
        var marks = new ArrayList<String>();
        if (line.synthetic()) {
            marks.add(say("site.synthetic"));
        }
        if (internal(listing, line)) {
            marks.add(say("dossier.internal"));
        }
        return String.join(say("dossier.and"), marks);
    }
}
