package yanzhen.app.cluster.web;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import yanzhen.app.cluster.Certificate;
import yanzhen.app.cluster.CertificateNumber;
import yanzhen.app.cluster.Certificates;
import yanzhen.app.cluster.IssuerKeys;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;

/** 证书: what one says and whether it holds, and all that is needed to check it elsewhere. */
@Controller
class CertificatePages {

    private static final MediaType CREDENTIAL = MediaType.parseMediaType("application/vc+jwt");
    private static final MediaType KEYS = MediaType.parseMediaType("application/jwk-set+json");

    /** What is repeated of a number that somebody has typed. */
    private static final int LONGEST = 40;

    /**
     * All that the template may read.
     *
     * @param presentName null while the holder is still called as on the certificate
     * @param file name of its files, without an ending
     * @param editions every edition, the last one in front; one alone is not worth a list
     * @param last last day in force; null while the end is open
     */
    record Sight(
            String number,
            UUID organisation,
            UUID recognition,
            String code,
            String name,
            @Nullable String presentName,
            int edition,
            String file,
            List<EditionLine> editions,
            @Nullable LocalDate replaced,
            String scheme,
            String schemeKey,
            String level,
            LocalDate from,
            @Nullable LocalDate last,
            @Nullable LocalDate ended,
            String document,
            String basis,
            @Nullable String reason,
            LocalDate issued,
            String issuer,
            String state,
            LocalDate today,
            int list,
            boolean synthetic) {}

    /** 版次. */
    record EditionLine(int edition, String name, LocalDate issued, @Nullable LocalDate replaced) {}

    private final Certificates certificates;
    private final Credentials credentials;
    private final CertificatePdf pdf;
    private final IssuerKeys keys;
    private final PublicAddress address;
    private final Clock clock;

    CertificatePages(
            Certificates certificates,
            Credentials credentials,
            CertificatePdf pdf,
            IssuerKeys keys,
            PublicAddress address,
            Clock clock) {
        this.certificates = certificates;
        this.credentials = credentials;
        this.pdf = pdf;
        this.keys = keys;
        this.address = address;
        this.clock = clock;
    }

    /** Where somebody with a paper types its number. */
    @GetMapping("/certificates")
    ModelAndView look(@RequestParam(defaultValue = "") String number) {
        var problems = new Problems();
        var typed = number.strip();
        if (!typed.isEmpty()) {
            var found = CertificateNumber.typed(typed);
            if (found.flatMap(certificates::numbered).isPresent()) {
                return new ModelAndView("redirect:/certificates/" + found.orElseThrow());
            }
            problems.add(
                    "",
                    null,
                    "number",
                    typed.length() > LONGEST ? typed.substring(0, LONGEST) + "…" : typed,
                    found.isEmpty() ? "certificate-mistyped" : "certificate-unknown");
        }
        return FormPage.of("cluster/certificates", problems).addObject("typed", typed);
    }

    @GetMapping("/certificates/{number}")
    String show(
            @PathVariable String number,
            @RequestParam(required = false) @Nullable Integer edition,
            Model model,
            Locale locale) {
        var editions =
                CertificateNumber.typed(number).map(certificates::editions).orElse(List.of());
        var certificate =
                editions.stream()
                        .filter(it -> edition == null || it.edition() == edition)
                        .findFirst()
                        .orElseThrow(() -> new NotFound("certificate", number));
        model.addAttribute("sight", sight(certificate, editions, locale));
        return "cluster/certificate";
    }

    private EditionLine line(Certificate it, Locale locale) {
        return new EditionLine(
                it.edition(), it.holder().in(locale), day(it.issued()), replaced(it));
    }

    private LocalDate day(Instant moment) {
        return moment.atZone(clock.getZone()).toLocalDate();
    }

    private @Nullable LocalDate replaced(Certificate it) {
        return it.replaced() == null ? null : day(it.replaced());
    }

    private Sight sight(Certificate it, List<Certificate> editions, Locale locale) {
        var today = LocalDate.now(clock);
        var until = it.valid().until();
        return new Sight(
                it.number().value(),
                it.organisation(),
                it.recognition(),
                it.identifier().in(locale),
                it.holder().in(locale),
                it.renamed() ? present(it, locale) : null,
                it.edition(),
                name(it),
                editions.size() < 2
                        ? List.of()
                        : editions.stream().map(each -> line(each, locale)).toList(),
                replaced(it),
                it.scheme().name().in(locale),
                it.scheme().key(),
                it.scheme().level(),
                it.valid().from(),
                until == null ? null : until.minusDays(1),
                until,
                it.document(),
                it.basis(),
                it.reason(),
                day(it.issued()),
                keys.name().in(locale),
                it.on(today).name().toLowerCase(Locale.ROOT).replace('_', '-'),
                today,
                it.status().list(),
                it.synthetic());
    }

    /** In Chinese where the English names do not differ. */
    private static String present(Certificate it, Locale locale) {
        var name = it.presentHolder().in(locale);
        return name.equals(it.holder().in(locale)) ? it.presentHolder().zh() : name;
    }

    @GetMapping("/organisations/{id}/recognitions/{recognition}/certificate.pdf")
    ResponseEntity<byte[]> pdf(
            @PathVariable UUID id,
            @PathVariable UUID recognition,
            @RequestParam(required = false) @Nullable Integer edition) {
        var certificate = find(id, recognition, edition);
        var page = address.of("/certificates/" + certificate.number() + edition(certificate));
        return saved(
                name(certificate) + ".pdf",
                MediaType.APPLICATION_PDF,
                pdf.of(certificate, keys.name().zh(), page));
    }

    @GetMapping("/organisations/{id}/recognitions/{recognition}/certificate.jwt")
    ResponseEntity<String> credential(
            @PathVariable UUID id,
            @PathVariable UUID recognition,
            @RequestParam(required = false) @Nullable Integer edition) {
        var certificate = find(id, recognition, edition);
        return saved(name(certificate) + ".jwt", CREDENTIAL, credentials.of(certificate));
    }

    /** A paper leads to itself, so that whoever scans it hears when it is replaced. */
    private static String edition(Certificate it) {
        return it.edition() == 1 ? "" : "?edition=" + it.edition();
    }

    /** The file of a later edition says which it is. */
    private static String name(Certificate it) {
        return it.edition() == 1
                ? it.number().value()
                : "%s-v%d".formatted(it.number(), it.edition());
    }

    @GetMapping("/credentials/status/{list}")
    ResponseEntity<String> status(@PathVariable String list) {
        int number = list.matches("[0-9]{1,9}") ? Integer.parseInt(list) : -1;
        var ended =
                certificates
                        .endedEarly(number, LocalDate.now(clock))
                        .orElseThrow(() -> new NotFound("status list", list));
        return saved(
                "status-" + number + ".jwt",
                CREDENTIAL,
                credentials.list(number, ended, certificates.replaced(number)));
    }

    @GetMapping("/.well-known/jwks.json")
    ResponseEntity<Map<String, Object>> keys() {
        return saved("issuer-keys.json", KEYS, keys.published().published());
    }

    /** The last one where none is asked for. */
    private Certificate find(UUID organisation, UUID recognition, @Nullable Integer edition) {
        var found =
                edition == null
                        ? certificates.find(organisation, recognition)
                        : certificates.find(organisation, recognition, edition);
        return found.orElseThrow(() -> new NotFound("certificate", recognition));
    }

    /** Never kept on the way: a revocation must show at once. */
    private static <T> ResponseEntity<T> saved(String file, MediaType type, T content) {
        return ResponseEntity.ok()
                .contentType(type)
                .cacheControl(CacheControl.noCache())
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(file).build().toString())
                .body(content);
    }
}
