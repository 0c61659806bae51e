package yanzhen.app.cluster.web;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.annotation.Bean;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import yanzhen.app.access.Role;
import yanzhen.app.access.Viewers;
import yanzhen.app.cluster.EmergingAreas;
import yanzhen.app.cluster.Organisation;
import yanzhen.app.cluster.Recognitions;
import yanzhen.app.cluster.Region;
import yanzhen.app.cluster.Regions;
import yanzhen.app.cluster.Register;
import yanzhen.app.cluster.Register.Sort;
import yanzhen.app.site.Choice;
import yanzhen.app.site.Cursor;
import yanzhen.app.site.ListAddress;
import yanzhen.app.site.RailEntry;

/** 机构登记簿: search, filter, sort, page. */
@Controller
class RegisterPage {

    private static final int ROWS = 50;
    private static final int CURSOR_VALUES = 2;

    /** What the address holds; all may be missing. */
    record Asked(
            @Nullable String q,
            @Nullable String district,
            @Nullable String park,
            @Nullable String emerging,
            @Nullable String kind,
            @Nullable String scheme,
            @Nullable LocalDate day,
            @Nullable Sort sort,
            @Nullable Boolean desc,
            @Nullable String cursor) {

        Register.Query query(LocalDate today) {
            return new Register.Query(
                    q == null ? "" : q.strip(),
                    district == null ? "" : district,
                    park == null ? "" : park,
                    emerging == null ? "" : emerging,
                    kind == null ? "" : kind,
                    scheme == null ? "" : scheme,
                    day == null ? today : day,
                    sort == null ? Sort.CODE : sort,
                    Boolean.TRUE.equals(desc));
        }
    }

    /** All that the template may read. */
    record Listing(
            List<Line> lines,
            long count,
            @Nullable String next,
            boolean first,
            ListAddress address,
            Register.Query query,
            List<Choice> districts,
            List<Choice> parks,
            List<Choice> areas,
            List<String> kinds,
            List<Choice> schemes,
            boolean mayWrite) {}

    record Line(
            UUID id,
            String code,
            String name,
            String kind,
            String district,
            String industry,
            String registered,
            boolean synthetic) {}

    private final Register register;
    private final Regions regions;
    private final MessageSource messages;
    private final Recognitions recognitions;
    private final EmergingAreas areas;
    private final Viewers viewers;
    private final Clock clock;

    RegisterPage(
            Register register,
            Regions regions,
            MessageSource messages,
            Recognitions recognitions,
            EmergingAreas areas,
            Viewers viewers,
            Clock clock) {
        this.register = register;
        this.regions = regions;
        this.messages = messages;
        this.recognitions = recognitions;
        this.areas = areas;
        this.viewers = viewers;
        this.clock = clock;
    }

    @GetMapping("/organisations")
    String show(@ModelAttribute Asked asked, Model model, Locale locale) {
        var query = asked.query(LocalDate.now(clock));
        var after = Cursor.read(asked.cursor, CURSOR_VALUES).orElse(null);
        var slice = register.search(query, after, ROWS);
        var districts = districts(locale);
        var names = regions.names(locale);
        model.addAttribute(
                "listing",
                new Listing(
                        slice.items().stream().map(it -> line(it, names, locale)).toList(),
                        register.count(query),
                        slice.next(),
                        after == null,
                        address(query),
                        query,
                        districts,
                        regions.parks().stream()
                                .map(it -> new Choice(it.code(), it.name().in(locale)))
                                .toList(),
                        areas.areas().stream()
                                .map(it -> new Choice(it.key(), it.name().in(locale)))
                                .toList(),
                        Arrays.stream(Organisation.Kind.values()).map(Enum::name).toList(),
                        recognitions.schemes().stream()
                                .map(it -> new Choice(it.key(), it.name().in(locale)))
                                .toList(),
                        viewers.current().is(Role.CITY_OFFICER, Role.DISTRICT_OFFICER)));
        return "cluster/organisations";
    }

    private static ListAddress address(Register.Query query) {
        return ListAddress.of("/organisations")
                .with("q", query.words())
                .with("district", query.district())
                .with("park", query.park())
                .with("emerging", query.emerging())
                .with("kind", query.kind())
                .with("scheme", query.scheme())
                .with("day", query.day())
                .sorted(query.sort(), query.descending());
    }

    private List<Choice> districts(Locale locale) {
        return regions.places().stream()
                .map(it -> new Choice(it.code(), placed(it, locale)))
                .toList();
    }

    /** The region is for bodies that lie in none of its districts. */
    private String placed(Region it, Locale locale) {
        var name = it.name().in(locale);
        return it.isDistrict()
                ? name
                : messages.getMessage("organisations.no-district", new Object[] {name}, locale);
    }

    static Line line(Organisation it, Map<String, String> districts, Locale locale) {
        return new Line(
                it.id(),
                it.identifier().in(locale),
                it.nameIn(locale),
                it.kind().name(),
                districts.getOrDefault(it.district(), it.district()),
                it.industry() == null ? "" : it.industry().value(),
                it.registered() == null ? "" : it.registered().toString(),
                it.synthetic());
    }

    /** The entries of this module in the rail. */
    @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
    static class Rail {
        @Bean
        RailEntry organisationsEntry() {
            return new RailEntry(20, "organisations", "/organisations");
        }
    }
}
