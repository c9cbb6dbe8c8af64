(scene) @class.around
(shot) @function.around
(comment) @comment.around
(how (argument) @parameter.inside)
(shot heading: (heading subject: (subject (phrase) @parameter.inside)))
