package yanzhen.app.chain.foresight.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import yanzhen.app.access.Matrix;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Atlas;
import yanzhen.app.chain.foresight.Concern;
import yanzhen.app.chain.foresight.ForesightRules;
import yanzhen.app.kernel.Problems;
import yanzhen.app.kernel.SourceNote;
import yanzhen.app.site.Choice;
import yanzhen.app.site.Typed;

/** What the pages of foresight say alike: chains and nodes, bands and kinds, days, who may what. */
@Component("foresightWords")
class Words {

    private static final java.time.format.DateTimeFormatter MINUTE =
            java.time.format.DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    /** A chain or a node that something is about. */
    record About(String chain, @Nullable UUID node, String name) {}

    /** A source as pages show it. */
    record Source(String title, @Nullable String url, LocalDate asOf, String confidence) {
        static Source of(SourceNote note) {
            return new Source(note.title(), note.url(), note.asOf(), note.confidence().name());
        }
    }

    private final Atlas atlas;
    private final ForesightRules.Book book;
    private final MessageSource messages;
    private final Viewers viewers;
    private final Matrix matrix;
    private final Clock clock;

    Words(
            Atlas atlas,
            ForesightRules.Book book,
            MessageSource messages,
            Viewers viewers,
            Matrix matrix,
            Clock clock) {
        this.atlas = atlas;
        this.book = book;
        this.messages = messages;
        this.viewers = viewers;
        this.matrix = matrix;
        this.clock = clock;
    }

    ForesightRules rules() {
        return book.inForce();
    }

    String say(String key, Locale locale, Object... arguments) {
        return messages.getMessage(key, arguments, locale);
    }

    boolean may(String method, String path) {
        return matrix.admits(viewers.current().role(), method, path);
    }

    LocalDate today() {
        return LocalDate.now(clock);
    }

    String said(Instant at) {
        return MINUTE.format(at.atZone(clock.getZone()));
    }

    List<Choice> chains(Locale locale) {
        return atlas.chains().stream()
                .map(it -> new Choice(it.chain().key(), it.chain().name().in(locale)))
                .toList();
    }

    List<Choice> bands(Locale locale) {
        return rules().bands().stream()
                .map(it -> new Choice(it.key(), it.name().in(locale)))
                .toList();
    }

    static String band(ForesightRules rules, String key, Locale locale) {
        return rules.band(key).map(it -> it.name().in(locale)).orElse(key);
    }

    static String kind(ForesightRules rules, String key, Locale locale) {
        return rules.kind(key).map(it -> it.name().in(locale)).orElse(key);
    }

    /** Chains and their nodes, each chain read once. */
    Places places() {
        return new Places();
    }

    /** What chains and nodes are called. */
    final class Places {

        private final Map<String, java.util.Optional<Atlas.Map>> maps = new LinkedHashMap<>();
        private final Map<String, String> keys = new LinkedHashMap<>();

        private java.util.Optional<Atlas.Map> map(String chain) {
            return maps.computeIfAbsent(chain, atlas::map);
        }

        List<About> said(List<Concern> concerns, Locale locale) {
            return concerns.stream().map(it -> said(it, locale)).toList();
        }

        private About said(Concern it, Locale locale) {
            var map = map(it.chain());
            var chain = map.map(m -> m.chain().name().in(locale)).orElse(it.chain());
            var node = it.node();
            if (node == null) {
                return new About(it.chain(), null, chain);
            }
            var name = map.flatMap(m -> m.node(node)).map(n -> n.name().in(locale)).orElse("");
            return new About(it.chain(), node, chain + " · " + name);
        }

        /** Names of the nodes, as a form takes them. */
        String nodes(List<Concern> concerns, Locale locale) {
            var names = new ArrayList<String>();
            for (var it : concerns) {
                var node = it.node();
                if (node != null) {
                    map(it.chain())
                            .flatMap(m -> m.node(node))
                            .ifPresent(n -> names.add(n.name().in(locale)));
                }
            }
            return String.join("; ", names);
        }

        /**
         * Reads chains and nodes: chains by key or name, nodes by key or name in these chains.
         *
         * @param line of the table; null in a form
         */
        List<Concern> read(
                List<String> chains,
                @Nullable String nodes,
                @Nullable Integer line,
                Problems problems) {
            if (keys.isEmpty()) {
                for (var it : atlas.chains()) {
                    keys.put(it.chain().key(), it.chain().key());
                    keys.put(it.chain().name().zh(), it.chain().key());
                    keys.put(it.chain().name().en().toLowerCase(Locale.ROOT), it.chain().key());
                }
            }
            var named = new ArrayList<String>();
            for (var it : chains) {
                var key = keys.get(it.strip());
                key = key == null ? keys.get(it.strip().toLowerCase(Locale.ROOT)) : key;
                if (key == null) {
                    problems.add("", line, "chains", it, "unknown-reference");
                } else {
                    named.add(key);
                }
            }
            if (chains.isEmpty()) {
                problems.add("", line, "chains", "", "required");
            }
            return concerns(named, split(nodes), line, problems);
        }

        private List<Concern> concerns(
                List<String> chains,
                List<String> nodes,
                @Nullable Integer line,
                Problems problems) {
            var found = new ArrayList<Concern>();
            var without = new ArrayList<>(chains);
            for (var name : nodes) {
                boolean known = false;
                for (var chain : chains) {
                    for (var node : map(chain).map(Atlas.Map::nodes).orElse(List.of())) {
                        if (isCalled(node, name)) {
                            found.add(new Concern(chain, node.id()));
                            without.remove(chain);
                            known = true;
                        }
                    }
                }
                if (!known) {
                    problems.add("", line, "nodes", name, "foresight-node");
                }
            }
            without.forEach(it -> found.add(new Concern(it, null)));
            return found;
        }

        private static boolean isCalled(Atlas.Node node, String name) {
            return node.key().equals(name)
                    || node.name().zh().equals(name)
                    || node.name().en().equalsIgnoreCase(name);
        }
    }

    /** Parts of a list that was typed with semicolons or commas between. */
    static List<String> split(@Nullable String typed) {
        return Arrays.stream(Typed.text(typed).split("[;；,，、]"))
                .map(String::strip)
                .filter(it -> !it.isEmpty())
                .distinct()
                .toList();
    }
}
