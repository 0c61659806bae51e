package yanzhen.app.access.web;

import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.servlet.ModelAndView;
import yanzhen.app.access.FirstAdministrator;
import yanzhen.app.access.FirstAdministrator.Expired;
import yanzhen.app.access.Passwords;
import yanzhen.app.access.Viewer;
import yanzhen.app.access.Viewers;
import yanzhen.app.kernel.Problems;

/** 首位管理员: sets login, name and password through the one-time link. */
@Controller
class FirstAdministratorPage {

    /** What the form holds. */
    record Typed(String login, String name, String password, String again) {
        static final Typed NOTHING = new Typed("", "", "", "");

        /** As shown again: passwords are typed anew. */
        Map<String, String> shown() {
            var fields = new LinkedHashMap<String, String>();
            fields.put("login", login);
            fields.put("name", name);
            return fields;
        }

        Problems problems() {
            var problems = new Problems();
            if (!login.matches("[a-z0-9][a-z0-9._@-]{1,63}")) {
                problems.add("", null, "login", login, "login-form");
            }
            if (name.isBlank() || name.length() > 100) {
                problems.add("", null, "name", name, "required");
            }
            Passwords.check(password, login, problems);
            if (!password.equals(again)) {
                problems.add("", null, "again", "", "password-again");
            }
            return problems;
        }
    }

    private final FirstAdministrator first;

    FirstAdministratorPage(FirstAdministrator first) {
        this.first = first;
    }

    @GetMapping("/first-administrator/{token}")
    ModelAndView show(@PathVariable String token) {
        return accepts(token)
                ? form(token, Typed.NOTHING, new Problems(), HttpStatus.OK)
                : expired();
    }

    @PostMapping("/first-administrator/{token}")
    ModelAndView open(@PathVariable String token, @ModelAttribute Typed typed) {
        if (!accepts(token)) {
            return expired();
        }
        var problems = typed.problems();
        if (!problems.none()) {
            return form(token, typed, problems, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        try {
            Viewers.doAs(
                    Viewer.SYSTEM,
                    () -> first.open(token, typed.login, typed.name.strip(), typed.password));
            return new ModelAndView("redirect:/login?welcome");
        } catch (Expired e) {
            return expired();
        }
    }

    private boolean accepts(String token) {
        return Viewers.doAs(Viewer.SYSTEM, () -> first.accepts(token));
    }

    private static ModelAndView form(
            String token, Typed typed, Problems problems, HttpStatus status) {
        var view = new ModelAndView("access/first-administrator", status);
        view.addObject("token", token);
        view.addObject("typed", typed.shown());
        view.addObject("problems", problems.kept());
        return view;
    }

    private static ModelAndView expired() {
        return new ModelAndView("access/link-expired", HttpStatus.GONE);
    }
}
