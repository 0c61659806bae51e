package yanzhen.app.access.web;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.ModelAndView;
import yanzhen.app.access.Account;
import yanzhen.app.access.Credentials;
import yanzhen.app.access.Credentials.Expired;
import yanzhen.app.access.Passwords;
import yanzhen.app.kernel.Problems;

/** 设置密码: through the one-time link that the security administrator hands on. */
@Controller
class NewPasswordPage {

    /** All that the template may read. */
    record Form(String token, String login, String name) {
        static Form of(String token, Account holder) {
            return new Form(token, holder.login(), holder.name());
        }
    }

    private final Credentials credentials;

    NewPasswordPage(Credentials credentials) {
        this.credentials = credentials;
    }

    @GetMapping("/new-password/{token}")
    ModelAndView show(@PathVariable String token) {
        return credentials
                .holderOf(token)
                .map(holder -> form(Form.of(token, holder), new Problems(), HttpStatus.OK))
                .orElseGet(NewPasswordPage::expired);
    }

    @PostMapping("/new-password/{token}")
    ModelAndView set(
            @PathVariable String token,
            @RequestParam(defaultValue = "") String password,
            @RequestParam(defaultValue = "") String again) {
        var holder = credentials.holderOf(token);
        if (holder.isEmpty()) {
            return expired();
        }
        var problems = new Problems();
        Passwords.check(password, holder.get().login(), problems);
        if (!password.equals(again)) {
            problems.add("", null, "again", "", "password-again");
        }
        if (!problems.none()) {
            return form(Form.of(token, holder.get()), problems, HttpStatus.UNPROCESSABLE_CONTENT);
        }
        try {
            credentials.setByLink(token, password);
            return new ModelAndView("redirect:/login?set");
        } catch (Expired e) {
            return expired();
        }
    }

    private static ModelAndView form(Form form, Problems problems, HttpStatus status) {
        var view = new ModelAndView("access/new-password", status);
        view.addObject("form", form);
        view.addObject("problems", problems.kept());
        return view;
    }

    private static ModelAndView expired() {
        var view = new ModelAndView("access/link-expired", HttpStatus.GONE);
        view.addObject("password", true);
        return view;
    }
}
