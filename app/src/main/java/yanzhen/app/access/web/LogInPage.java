package yanzhen.app.access.web;

import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import yanzhen.app.access.Tally;

/** 登录. */
@Controller
class LogInPage {

    /**
     * How long to wait, as the page says it.
     *
     * @param why key of the sentence
     * @param minutes whole ones, rounded up; 0 when it is less than two, which are said in seconds
     */
    record Wait(String why, long minutes, long seconds) {

        static Wait of(String why, String typed) {
            long seconds = typed.matches("[0-9]{1,4}") ? Long.parseLong(typed) : 1;
            long least = Math.clamp(seconds, 1, Tally.SPAN.toSeconds());
            return new Wait(why, least < 120 ? 0 : (least + 59) / 60, least);
        }
    }

    @GetMapping("/login")
    String show(
            @RequestParam(required = false) @Nullable String locked,
            @RequestParam(required = false) @Nullable String braked,
            @RequestParam(required = false) @Nullable String busy,
            Model model) {
        if (locked != null) {
            model.addAttribute("wait", Wait.of("locked", locked));
        } else if (braked != null) {
            model.addAttribute("wait", Wait.of("braked", braked));
        } else if (busy != null) {
            model.addAttribute("wait", Wait.of("busy", busy));
        }
        return "access/login";
    }
}
