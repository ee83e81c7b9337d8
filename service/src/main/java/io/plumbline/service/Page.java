package io.plumbline.service;

import java.io.IOException;

/** Answers GET on one path of the admin port. */
interface Page {

    /**
     * Answers.
     *
     * @param accept formats that the client takes, as its Accept header names them; empty: any
     * @param crowded whether answers wait for clients that do not read them: then a recent answer may be sent once more
     */
    Answer answer(String accept, boolean crowded) throws IOException;
}
