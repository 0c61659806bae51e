package yanzhen.app.chain.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import yanzhen.app.access.Matrix;
import yanzhen.app.access.Viewers;
import yanzhen.app.chain.Atlas;
import yanzhen.app.site.RailEntry;

/** 一链: the list of chains. */
@Controller
class ChainsPage {

    /** All that the template may read. */
    record Listing(List<Line> lines, int weak, int nodes, boolean mayImport) {}

    record Line(String key, String name, String owner, Atlas.Summary counts, LocalDate day) {}

    private final Atlas atlas;
    private final Viewers viewers;
    private final Matrix matrix;

    ChainsPage(Atlas atlas, Viewers viewers, Matrix matrix) {
        this.atlas = atlas;
        this.viewers = viewers;
        this.matrix = matrix;
    }

    @GetMapping("/chains")
    String list(Model model, Locale locale) {
        var lines = atlas.chains().stream().map(it -> line(it, locale)).toList();
        model.addAttribute(
                "listing",
                new Listing(
                        lines,
                        lines.stream().mapToInt(it -> it.counts.weak()).sum(),
                        lines.stream().mapToInt(it -> it.counts.nodes()).sum(),
                        matrix.admits(viewers.current().role(), "POST", "/chain-imports")));
        return "chain/chains";
    }

    private static Line line(Atlas.Summary it, Locale locale) {
        return new Line(
                it.chain().key(),
                it.chain().name().in(locale),
                it.chain().owner().in(locale),
                it,
                it.day());
    }

    /** The entries of this module in the rail. */
    @Configuration(proxyBeanMethods = false)
    static class Rail {
        @Bean
        RailEntry chainsEntry() {
            return new RailEntry(30, "chains", "/chains");
        }

        @Bean
        RailEntry weakLinksEntry() {
            return new RailEntry(35, "weak-links", "/weak-links");
        }

        @Bean
        RailEntry whatIfEntry() {
            return new RailEntry(37, "what-if", "/what-if");
        }

        @Bean
        RailEntry updatesEntry() {
            return new RailEntry(38, "updates", "/updates");
        }
    }
}
