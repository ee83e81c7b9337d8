package io.plumbline.service;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;

/** Answers GET on one path of the admin port. */
interface Page {

    Answer answer(HttpExchange exchange) throws IOException;
}
