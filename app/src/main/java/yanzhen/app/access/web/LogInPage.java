package yanzhen.app.access.web;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** 登录. */
@Controller
class LogInPage {

    @GetMapping("/login")
    String show() {
        return "access/login";
    }
}
