package yanzhen.app.challenge.web;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import yanzhen.app.challenge.Challenge;
import yanzhen.app.challenge.Wall;
import yanzhen.app.challenge.Wall.Offer;
import yanzhen.app.evidence.Commands;
import yanzhen.app.kernel.Problems;
import yanzhen.app.site.FormPage;
import yanzhen.app.site.NotFound;
import yanzhen.app.site.Typed;

/** One challenge: what it asks, where it stands, and every move that the viewer may make. */
@Controller
class ChallengePage {

    private static final int LONGEST = 500;

    record TypedAward(
            @Nullable String key,
            @Nullable UUID bid,
            @Nullable String reason,
            @Nullable String others) {}

    record TypedExtension(
            @Nullable String key, @Nullable String bidDeadline, @Nullable String reason) {}

    record PublishCommand(UUID challenge) {}

    record WithdrawCommand(UUID challenge, String reason) {}

    record ExtendCommand(UUID challenge, Instant deadline, String reason) {}

    record BidCommand(UUID challenge, UUID organisation, Offer offer) {}

    record WithdrawBidCommand(UUID bid) {}

    record AwardCommand(UUID bid, String reason, String others) {}

    private final Wall wall;
    private final ChallengeViews views;
    private final Commands commands;
    private final Clock clock;

    ChallengePage(Wall wall, ChallengeViews views, Commands commands, Clock clock) {
        this.wall = wall;
        this.views = views;
        this.commands = commands;
        this.clock = clock;
    }

    @GetMapping("/challenges/{id}")
    ModelAndView show(@PathVariable UUID id, Locale locale) {
        return page(id, new Problems(), locale);
    }

    private Challenge found(UUID id) {
        return wall.find(id).orElseThrow(() -> new NotFound("challenge", id));
    }

    /**
     * The page with what is wrong.
     *
     * @param form which of its forms was sent: the name under which the template finds it
     * @param typed what was sent with it; nobody types it twice
     */
    private ModelAndView refused(
            UUID id, Problems problems, String form, Object typed, Locale locale) {
        return page(id, problems, locale).addObject(form, typed);
    }

    private ModelAndView page(UUID id, Problems problems, Locale locale) {
        var view = FormPage.of("challenge/challenge", problems);
        view.addObject("challenge", views.of(found(id), locale));
        return view;
    }

    private static ModelAndView back(UUID id, String done, RedirectAttributes flash) {
        flash.addFlashAttribute("done", done);
        return new ModelAndView("redirect:/challenges/" + id);
    }

    @PostMapping("/challenges/{id}/publish")
    ModelAndView publish(
            @PathVariable UUID id,
            @RequestParam String key,
            RedirectAttributes flash,
            Locale locale) {
        try {
            commands.once(key, new PublishCommand(id), id, () -> wall.publish(id));
        } catch (Problems.Refused e) {
            return page(id, e.problems(), locale);
        }
        return back(id, "published", flash);
    }

    @PostMapping("/challenges/{id}/withdrawal")
    ModelAndView withdraw(
            @PathVariable UUID id,
            @RequestParam String key,
            @RequestParam(defaultValue = "") String reason,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var why = Typed.reason(reason, problems);
        if (!problems.none()) {
            return refused(id, problems, "withdrawal", reason, locale);
        }
        commands.once(key, new WithdrawCommand(id, why), id, () -> wall.withdraw(id, why));
        return back(id, "challenge-withdrawn", flash);
    }

    @PostMapping("/challenges/{id}/extension")
    ModelAndView extend(
            @PathVariable UUID id,
            @ModelAttribute TypedExtension typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var deadline = Draft.moment("bidDeadline", typed.bidDeadline, clock.getZone(), problems);
        if (Typed.text(typed.bidDeadline).isEmpty()) {
            problems.add("", null, "bidDeadline", "", "required");
        }
        var why = Typed.reason(typed.reason, problems);
        if (!problems.none() || deadline == null) {
            return refused(id, problems, "extension", typed, locale);
        }
        try {
            commands.once(
                    Typed.text(typed.key),
                    new ExtendCommand(id, deadline, why),
                    id,
                    () -> wall.extend(id, deadline, why));
        } catch (Problems.Refused e) {
            return refused(id, e.problems(), "extension", typed, locale);
        }
        return back(id, "challenge-extended", flash);
    }

    @PostMapping("/challenges/{id}/bids")
    ModelAndView bid(
            @PathVariable UUID id,
            @ModelAttribute TypedBid typed,
            RedirectAttributes flash,
            Locale locale) {
        var organisation = typed.organisation();
        var arrival = organisation == null ? null : wall.arrived(id, organisation);
        var problems = new Problems();
        var offer = typed.read(found(id).content().targets(), problems);
        if (offer == null || organisation == null || arrival == null) {
            return refused(id, problems, "typed", typed, locale);
        }
        commands.once(
                Typed.text(typed.key()),
                new BidCommand(id, organisation, offer),
                () -> wall.bid(arrival, offer).toString());
        return back(id, "bid", flash);
    }

    @PostMapping("/challenges/{id}/bids/{bid}/withdrawal")
    ModelAndView withdrawBid(
            @PathVariable UUID id,
            @PathVariable UUID bid,
            @RequestParam String key,
            RedirectAttributes flash) {
        var arrival = wall.arrivedFor(bid);
        commands.once(key, new WithdrawBidCommand(bid), bid, () -> wall.withdrawBid(bid, arrival));
        return back(id, "bid-withdrawn", flash);
    }

    /** 回执正文, as it was digested. */
    @GetMapping("/challenges/{id}/bids/{bid}/receipts/{version}")
    ResponseEntity<byte[]> receipt(
            @PathVariable UUID id, @PathVariable UUID bid, @PathVariable int version) {
        var sheet =
                wall.receiptSheet(id, bid, version)
                        .orElseThrow(() -> new NotFound("bid", bid + "/" + version));
        return ResponseEntity.ok()
                .contentType(MediaType.APPLICATION_JSON)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("receipt-" + bid + "-" + version + ".json")
                                .build()
                                .toString())
                .body(sheet.getBytes(StandardCharsets.UTF_8));
    }

    @PostMapping("/challenges/{id}/award")
    ModelAndView award(
            @PathVariable UUID id,
            @ModelAttribute TypedAward typed,
            RedirectAttributes flash,
            Locale locale) {
        var problems = new Problems();
        var command = award(id, typed.bid, typed.reason, typed.others, wall, problems);
        if (command == null) {
            return refused(id, problems, "award", typed, locale);
        }
        var project =
                commands.once(
                        Typed.text(typed.key),
                        command,
                        () -> wall.award(command.bid, command.reason, command.others).toString());
        flash.addFlashAttribute("done", "awarded");
        return new ModelAndView("redirect:/projects/" + project.value());
    }

    /** The command, or nothing when there are problems. Losers are told why, when there are any. */
    static @Nullable AwardCommand award(
            UUID challenge,
            @Nullable UUID bid,
            @Nullable String reason,
            @Nullable String others,
            Wall wall,
            Problems problems) {
        var bids = wall.bids(challenge);
        if (bid == null) {
            problems.add("", null, "bid", "", "required");
        } else if (bids.stream().noneMatch(it -> it.id().equals(bid))) {
            throw new NotFound("bid", bid);
        }
        var why = Typed.reason(reason, problems);
        int least = bids.size() > 1 ? 2 : 0;
        var whyNot = Typed.text("others", others, least, LONGEST, problems);
        return bid == null || !problems.none() ? null : new AwardCommand(bid, why, whyNot);
    }
}
